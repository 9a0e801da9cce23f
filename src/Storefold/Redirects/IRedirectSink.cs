using System.Security.Cryptography;
using System.Text;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Redirects;

/// <summary>Takes redirects as they are made, so that a large shop need not stand in memory.</summary>
internal interface IRedirectSink
{
    void Add(RedirectRow row);

    void Add(OrderLinkRow row);
}

/// <summary>Redirects in memory.</summary>
internal sealed class RedirectList : IRedirectSink
{
    public List<RedirectRow> Rows { get; } = [];

    public List<OrderLinkRow> Orders { get; } = [];

    public void Add(RedirectRow row) => Rows.Add(row);

    public void Add(OrderLinkRow row) => Orders.Add(row);
}

/// <summary>Redirects in the journal, inside the caller's transaction.</summary>
internal sealed class RedirectTable(ISqlSession session) : IRedirectSink, IDisposable
{
    private readonly ISqlStatement _row = session.PrepareAddNew(
        "storefold_redirect", "site, path, kind, target, reason");

    private readonly ISqlStatement _order = session.PrepareJournal(
        "INSERT INTO storefold_order_link(source, number, target, secret_hash) VALUES (?1, ?2, ?3, ?4)");

    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>SHA-256 of everything that was added, in hex: the same redirects, the same digest.</summary>
    public string Digest => Convert.ToHexStringLower(_digest.GetCurrentHash());

    public void Add(RedirectRow row)
    {
        _row.Run(Value.Of(row.Site), Value.Of(row.Path), Value.Of((long)row.Kind), Value.Of(row.Target), Value.Of(row.Reason));
        _digest.AppendData(Encoding.UTF8.GetBytes(row + "\n"));
    }

    public void Add(OrderLinkRow row)
    {
        _order.Run(Value.Of(row.Source), Value.Of(JournalText.Visible(row.Number)), Value.Of(JournalText.Visible(row.Target)), Value.Of(row.SecretHash));
        _digest.AppendData(Encoding.UTF8.GetBytes(row + "\n"));
    }

    public void Dispose()
    {
        _digest.Dispose();
        _row.Dispose();
        _order.Dispose();
    }
}

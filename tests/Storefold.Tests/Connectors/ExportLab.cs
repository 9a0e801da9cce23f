using System.Text;
using Storefold.Connectors.Files;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Tests.Connectors;

/// <summary>A folder of exports.</summary>
internal sealed class ExportLab : IDisposable
{
    private readonly TempFolder _folder = new();
    private int _writes;

    public string Path => _folder.Path;

    public string Write(string file, string text) => Write(file, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file; each writing has a time of its own, as one in a shop has.</summary>
    public string Write(string file, byte[] bytes)
    {
        var path = _folder.File(file);
        File.WriteAllBytes(path, bytes);
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddDays(20_000).AddSeconds(++_writes));
        return path;
    }

    public FileFolder Folder(int portion = 10_000, Action<FileState>? reached = null) =>
        new(Path, home: null) { Portion = portion, Reached = reached };

    public FilesSession Open() => FilesSession.Open(Path, home: null);

    /// <summary>Rows as a|b, with ~ where there is no value.</summary>
    public string Rows(string sql)
    {
        using var session = Open();
        return Rows(session, sql);
    }

    public static string Rows(ISqlSession session, string sql)
    {
        var arena = new Arena();
        var rows = new List<string>();
        using var statement = session.Prepare(sql);
        while (statement.Step())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, statement.ColumnCount)
                .Select(column => statement.Read(column, arena) is { IsNull: false } cell ? cell.ToString() : "~")));
        }

        return string.Join('\n', rows);
    }

    public string Refusal()
    {
        var refused = Assert.Throws<StoreException>(() => Open().Dispose());
        Assert.True(refused.IsSchema, refused.Message);
        return refused.Message;
    }

    public void Dispose() => _folder.Dispose();
}

namespace Storefold.Planning.Reading;

/// <summary>The sites as the public sections of the plan refer to them: by name, by host, by address.</summary>
internal sealed class SiteBook
{
    private readonly SiteModel[] _all;

    public SiteBook(IReadOnlyList<SiteDraft> drafts)
    {
        _all = [.. drafts.Select(draft => draft.Model)];
        Closing = [.. drafts.Where(draft => draft.Retires is true).Select(draft => draft.Model)];
        Kept = [.. drafts.Where(draft => draft.Retires is false).Select(draft => draft.Model)];
    }

    /// <summary>The sites that close.</summary>
    public IReadOnlyList<SiteModel> Closing { get; }

    /// <summary>The sites that go on.</summary>
    public IReadOnlyList<SiteModel> Kept { get; }

    /// <summary>The site that answers an address: as at the gate, the one with the longest prefix.</summary>
    public SiteModel? Owner(Address address) => _all
        .Where(site => address.IsUnder(site.Host, site.PathPrefix))
        .MaxBy(site => site.PathPrefix.Length);

    /// <summary>Whether this is the name of a retiring site; reported otherwise.</summary>
    /// <param name="name">The name as written.</param>
    /// <param name="line">Its line.</param>
    /// <param name="where">The key, for the message.</param>
    /// <param name="findings">Where findings go.</param>
    /// <param name="kept">The code, and what is wrong with a site that goes on, as a hint.</param>
    public bool IsRetiring(string name, int line, string where, Findings findings, (string Code, string Hint) kept)
    {
        if (Closing.Any(site => site.Name.Is(name))) return true;
        if (Kept.Any(site => site.Name.Is(name)))
        {
            findings.Error(kept.Code, line, $"{where}: the site {name} goes on as before", kept.Hint);
        }
        else if (_all.Length > 0 && _all.All(site => !site.Name.Is(name)))
        {
            findings.Error(PlanCodes.UnknownSite, line, $"{where}: this plan has no site {Words.Quote(name)}",
                Words.DidYouMean(name, [.. Closing.Select(site => site.Name)], "the sites that retire are"));
        }

        return false;
    }

    /// <summary>The retiring sites that a key lists; null where it is not written.</summary>
    public IReadOnlyList<string>? NamedAt(Section section, string key, (string Code, string Hint) kept)
    {
        if (section.List(key, mayBeEmpty: false) is not { } items) return null;
        return
        [
            .. items.Where(item => IsRetiring(item.Text, item.Line, section.Name(key), section.Findings, kept))
                .Select(item => item.Text),
        ];
    }
}

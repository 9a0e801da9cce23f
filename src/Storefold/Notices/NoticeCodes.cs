namespace Storefold.Notices;

/// <summary>Stable names of what can be wrong with texts and directory.</summary>
public static class NoticeCodes
{
    /// <summary>Error: an <c>{{if}}</c> without end, or the other way round.</summary>
    public const string Template = "notices.template";

    /// <summary>Error: a placeholder that does not exist.</summary>
    public const string Placeholder = "notices.placeholder";

    /// <summary>Error: a condition that does not exist.</summary>
    public const string Condition = "notices.condition";

    /// <summary>Error: a placeholder for which this plan has no value.</summary>
    public const string NoValue = "notices.no_value";

    /// <summary>Error: a file or folder of texts that cannot be read.</summary>
    public const string Unreadable = "notices.unreadable";

    /// <summary>Warning: markup that a public page must not have was taken out.</summary>
    public const string Stripped = "notices.stripped";

    /// <summary>Warning: a locale without a text.</summary>
    public const string Fallback = "notices.fallback";

    /// <summary>Warning: a file or folder that is not read.</summary>
    public const string Unused = "notices.unused";

    /// <summary>Warning: the plan's own notice leaves questions open.</summary>
    public const string Unanswered = "notices.unanswered";

    /// <summary>Error: a line of words.txt that is none.</summary>
    public const string Words = "notices.words";

    /// <summary>Error: the directory of service centres cannot be read.</summary>
    public const string CentresFile = "support.centres_file";

    /// <summary>Error: a row of the directory.</summary>
    public const string CentresRow = "support.centres_row";

    /// <summary>Warning: a row of the directory that stands there twice, and similar.</summary>
    public const string CentresDouble = "support.centres_double";
}

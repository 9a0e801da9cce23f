using System.Runtime.CompilerServices;
using System.Text;
using Storefold.Planning;

namespace Storefold.Tests.Planning;

/// <summary>Plans for tests: files next to this one, and texts written to a folder of their own.</summary>
internal static class Plans
{
    public static readonly TimeProvider Clock = new Fixed(new DateTimeOffset(2024, 10, 1, 0, 0, 0, TimeSpan.Zero));

    public const string Minimal = """
        retirement: poco-uk
        sources:
          poco: { pack: poco-store, connection: "sqlite:poco.db" }
        target: { pack: mi-platform, connection: "sqlite:mi.db" }
        sites:
          uk:
            address: www.po.co/uk
            retires: true
            time_zone: Europe/London
            locales: [en-GB]
            select: { source: poco }
            target: { fallback: https://www.mi.com/global }
        allowed_hosts: [www.mi.com]
        loyalty:
          "*": { into: mi-points, rate: 13/10, freeze_at: "2024-10-21 00:00 Europe/London" }

        """;

    /// <summary>The folder of this file in the repository.</summary>
    public static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    public static string Repository => Path.GetFullPath("../../..", Folder());

    public static string? Environment(string name) => name switch
    {
        "POCO_DB" => "shops/poco.db",
        "POCO_HOOK" => "hooks/hunter2",
        "POCO_MASTODON_TOKEN" => "hunter2",
        _ => null,
    };

    public static PlanResult ReadFile(string path) => PlanReader.Read(path, Environment, Clock);

    public static PlanResult Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    /// <summary>Beside the plan are a folder <c>notices</c> and a file <c>service-centres.csv</c>.</summary>
    public static PlanResult Read(byte[] bytes)
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.File("plan.yaml"), bytes);
        Directory.CreateDirectory(folder.File("notices"));
        File.WriteAllText(folder.File("service-centres.csv"), "country,city,name,address,phone,opening_hours,url\n");
        return ReadFile(folder.File("plan.yaml"));
    }

    /// <summary><see cref="Minimal"/> with one replacement, which must apply.</summary>
    public static PlanResult ReadWith(string old, string replacement)
    {
        Assert.Contains(old, Minimal, StringComparison.Ordinal);
        return Read(Minimal.Replace(old, replacement, StringComparison.Ordinal));
    }

    /// <summary>The one finding there is.</summary>
    public static Diagnostic Only(PlanResult result)
    {
        Assert.True(result.Diagnostics.Count == 1, string.Join('\n', result.Diagnostics));
        return result.Diagnostics[0];
    }

    private sealed class Fixed(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}

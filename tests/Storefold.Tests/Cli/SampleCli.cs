using System.Text.RegularExpressions;
using Storefold.Cli;
using Storefold.Samples.Poco;
using Storefold.Connectors.Sqlite;
using Storefold.Packs.Sql;
using Storefold.Tests.Sample;

namespace Storefold.Tests.Cli;

/// <summary>What a command answered.</summary>
public sealed record Answer(int Code, string Output, string Error)
{
    public override string ToString() => $"exit {Code}\n{Output}\n{Error}";
}

/// <summary>The sample in a folder of its own, and the commands run on it in this process.</summary>
public sealed class SampleCli(SampleOptions? options = null) : SampleShops(options ?? SampleOptions.Default)
{
    public string Plan => Path.Combine(Folder, "plan.yaml");

    public static Answer RunRaw(IConnections? connections, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var runner = new CommandRunner(output, error, TimeProvider.System, connections);
        var code = CommandTree.RunAsync(runner, args).GetAwaiter().GetResult();
        return new Answer(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command on the sample's plan: its name, then whatever follows the plan.</summary>
    public Answer Run(string command, params string[] rest) => RunRaw(null, [command, Plan, .. rest]);

    /// <summary>Transfers and returns the number of rows written.</summary>
    public int Transfer()
    {
        var answer = Run("transfer");
        Assert.True(answer.Code == 0, answer.ToString());
        var written = Regex.Match(answer.Output, "visited, (?<rows>[0-9,]+) rows written", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
        return int.Parse(written.Groups["rows"].Value.Replace(",", ""));
    }

    public List<string[]> MiRows(string sql)
    {
        using var mi = Mi();
        return Rows(mi, sql);
    }

    public string MiCell(string sql) => MiRows(sql)[0][0];

    public void ChangeMi(string sql) => Change("mi.db", sql);

    public void ChangePoco(string sql) => Change("poco.db", sql);

    public void EditPlan(string old, string replacement)
    {
        var text = File.ReadAllText(Plan);
        Assert.Contains(old, text);
        File.WriteAllText(Plan, text.Replace(old, replacement));
    }

    private void Change(string file, string sql)
    {
        using var session = SqliteSession.Open(Path.Combine(Folder, file), SqliteAccess.ReadWrite);
        session.Execute("PRAGMA foreign_keys = OFF");
        session.Execute(sql);
    }
}

namespace Storefold.DatabaseTests.Support;

/// <summary>
/// A user of one side of a fold who is no owner and has exactly the rights that docs/operating.md grants: its statements are read
/// from there, and nothing is left to everybody.
/// </summary>
internal sealed class Clerk : IDisposable
{
    private readonly PairLab _lab;
    private readonly ShopDatabase _shop;
    private readonly string _name;
    private readonly string _user;

    /// <param name="lab">The fold, whose plan names this user from now on.</param>
    /// <param name="shop">One of its sides.</param>
    /// <param name="grants">Headings of statements in the document, without the kind of database: <c>the target</c>.</param>
    public Clerk(PairLab lab, ShopDatabase shop, params string[] grants)
    {
        (_lab, _shop, _name) = (lab, shop, "clerk_of_" + shop.Database.Name);
        _user = shop.Kind is "postgres" ? _name : $"'{_name}'@'%'";
        Run(shop.Kind is "postgres"
            ? $"""
                CREATE ROLE {_name} LOGIN PASSWORD '{DatabaseServer.Password}';
                REVOKE ALL ON DATABASE {shop.Database.Name} FROM PUBLIC; REVOKE ALL ON SCHEMA public FROM PUBLIC
                """
            : $"CREATE USER {_user} IDENTIFIED BY '{DatabaseServer.Password}'");
        foreach (var heading in grants) Run(Documented(shop.Kind, heading));
        var plan = File.ReadAllText(lab.PlanFile);
        var address = shop.PlanAddress;
        File.WriteAllText(lab.PlanFile, plan.Replace(address, address.Replace(DatabaseServer.User + ":", _name + ":", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    /// <summary>A text with the names of this user and of the database.</summary>
    public string Fill(string text) => text.Replace("{db}", _shop.Database.Name, StringComparison.Ordinal).Replace("{clerk}", _user, StringComparison.Ordinal);

    /// <summary>Runs a script as administrator.</summary>
    public void Run(string script) => _shop.Database.Execute(Fill(script));

    public void Dispose() => Run(_shop.Kind is "postgres" ? "DROP OWNED BY {clerk} CASCADE; DROP ROLE {clerk}" : "DROP USER {clerk}");

    /// <summary>Statements of the document, which call the database <c>shop</c> and its user <c>storefold</c>.</summary>
    private static string Documented(string kind, string heading)
    {
        var first = $"-- {(kind is "postgres" ? "PostgreSQL" : "MariaDB")}: {heading}";
        var document = File.ReadAllText(Repository.File("docs/operating.md"));
        var start = document.IndexOf($"```sql\n{first}\n", StringComparison.Ordinal) + "```sql\n".Length;
        return document[start..document.IndexOf("```", start, StringComparison.Ordinal)]
            .Replace("DATABASE shop ", "DATABASE {db} ", StringComparison.Ordinal).Replace("ON shop.", "ON {db}.", StringComparison.Ordinal)
            .Replace("TO 'storefold'@'%';", "TO {clerk};", StringComparison.Ordinal).Replace("TO storefold;", "TO {clerk};", StringComparison.Ordinal);
    }
}

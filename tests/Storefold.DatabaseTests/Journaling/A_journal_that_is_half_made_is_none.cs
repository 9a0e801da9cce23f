using Storefold.Connectors;
using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Planning;

namespace Storefold.DatabaseTests.Journaling;

/// <summary>MariaDB keeps each table at once. Whoever dies while they are made leaves some of them.</summary>
public sealed class A_journal_that_is_half_made_is_none
{
    [Fact]
    public void Until_its_last_table_is_there()
    {
        using var database = MariaDbServer.Shared.NewDatabase();
        using var session = new Connections().Open(new ConnectionModel("mariadb", database.FullAddress, database.PlanAddress), SessionUse.Write);
        foreach (var statement in SqlScript.Split(JournalSchema.For(session.Sql)))
        {
            Assert.False(Journal.Exists(session), statement);
            Assert.Null(Journal.Peek(session));
            session.Execute(statement);
        }

        Assert.True(Journal.Exists(session));
        Assert.False(Journal.Prepare(session));
    }
}

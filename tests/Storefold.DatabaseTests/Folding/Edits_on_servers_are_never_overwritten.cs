using Storefold.Engine;
using Storefold.Packs.Sql;
using Storefold.Verification;

namespace Storefold.DatabaseTests.Folding;

public sealed class Edits_on_servers_are_never_overwritten
{
    private const string Key = "900001";

    [Theory]
    [InlineData("postgres", "mariadb", "UPDATE orders SET phone = '+44 20 7946 0000' WHERE number = '0001234'")]
    [InlineData("mariadb", "postgres", "UPDATE orders SET phone = '+44 20 7946 0000' WHERE number = '0001234'")]
    [InlineData("sqlite", "mariadb", "UPDATE order_lines SET title = 'phone' WHERE sku = '00715'")]
    [InlineData("sqlite", "postgres", "INSERT INTO order_events(id, order_id, position, type) SELECT 999999, id, 99, 'note' FROM orders WHERE number = '0001234'")]
    public async Task What_was_edited_on_the_target_is_reported_and_stays(string source, string target, string edit)
    {
        using var lab = new PairLab(source, target, customers: 20, special: RareRows.OfZoe);
        await lab.TransferAsync();
        lab.TargetShop.Run(edit);
        var edited = lab.TargetRows();

        // The source is as it was: nothing is written, and verification says that somebody edited the row.
        Assert.Equal(0, (await lab.TransferAsync()).Written);
        var found = Assert.Single((await lab.VerifyAsync()).Mismatches);
        Assert.True(found.Kind is MismatchKind.EditedOnTarget or MismatchKind.Extra, found.ToString());
        Assert.Equal(Key, found.SourceKey);

        // The source changed as well: reported by every run.
        lab.SourceShop.Run($"UPDATE orders SET contact_email = 'other@post.example' WHERE id = {Key}");
        foreach (var _ in new[] { 1, 2 })
        {
            var result = await lab.TransferAsync();

            Assert.Equal(0, result.Written);
            Assert.Equal(1, result.Figures[new(BatchTally.ConflictSection, "uk", "order", "", "edited_on_target")]);
            Assert.Equal(edited, lab.TargetRows());
            Assert.All((await lab.VerifyAsync()).Mismatches, mismatch => Assert.Equal(Key, mismatch.SourceKey));
        }
    }

    [Theory]
    [InlineData("postgres", "UPDATE orders SET phone = '+44 20 7946 0000' WHERE number = '0001234'")]
    [InlineData("postgres", "UPDATE order_lines SET title = 'phone' WHERE sku = '00715'")]
    [InlineData("mariadb", "UPDATE orders SET phone = '+44 20 7946 0000' WHERE number = '0001234'")]
    [InlineData("mariadb", "UPDATE order_lines SET title = 'phone' WHERE sku = '00715'")]
    public async Task What_is_just_being_edited_is_waited_for_and_stays(string target, string edit)
    {
        using var lab = new PairLab("sqlite", target, customers: 10, special: RareRows.OfZoe);
        await lab.TransferAsync();
        lab.SourceShop.Run($"UPDATE orders SET contact_email = 'other@post.example' WHERE id = {Key}");
        using var staff = lab.Target(SessionUse.Write);
        staff.BeginWrite();
        staff.Execute(edit);
        var committed = Task.Run(
            () =>
            {
                lab.TargetShop.AwaitWaiter();
                staff.Commit();
            },
            TestContext.Current.CancellationToken);

        var result = await lab.TransferAsync();

        await committed;
        Assert.Equal((0, 1), (result.Written, result.Figures[new(BatchTally.ConflictSection, "uk", "order", "", "edited_on_target")]));
        Assert.Equal("1", lab.TargetShop.One("SELECT count(*) FROM orders o JOIN order_lines l ON l.order_id = o.id "
            + "WHERE o.number = '0001234' AND (o.phone = '+44 20 7946 0000' OR l.title = 'phone')"));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    [InlineData("mariadb")]
    public async Task What_is_edited_while_it_waits_for_its_removal_stays(string target)
    {
        using var lab = new PairLab("sqlite", target, customers: 10, special: RareRows.OfZoe);
        await lab.TransferAsync();
        lab.SourceShop.Run("DELETE FROM reviews WHERE id = 900001;");
        var isEdited = false;
        var edit = new AtEachPoint(point =>
        {
            if (isEdited || point is not "entity.done" || lab.TargetShop.One("SELECT count(*) FROM storefold_removal") is "0") return;
            isEdited = true;
            lab.TargetShop.Run("UPDATE reviews SET title = 'Mended' WHERE body LIKE 'Works%' AND title = 'Good';");
        });

        foreach (var pause in new IPausePoints[] { edit, NoPausePoints.Instance })
        {
            var result = await lab.TransferAsync(pause);

            Assert.True(isEdited);
            Assert.Equal(1, result.Figures[new(BatchTally.ConflictSection, SiteBook.NoSite, "review", "", "edited_on_target")]);
            Assert.Equal("1", lab.TargetShop.One("SELECT count(*) FROM reviews WHERE title = 'Mended'"));
            Assert.Equal((MismatchKind.Extra, "review"), Assert.Single((await lab.VerifyAsync()).Mismatches) is var found ? (found.Kind, found.Row) : default);
        }

        // Put back as it was, it goes.
        lab.TargetShop.Run("UPDATE reviews SET title = 'Good' WHERE title = 'Mended';");
        await lab.TransferAsync();
        Assert.Equal("0", lab.TargetShop.One("SELECT count(*) FROM reviews WHERE body LIKE 'Works%' AND title = 'Good'"));
        Assert.True((await lab.VerifyAsync()).IsClean);
    }
}

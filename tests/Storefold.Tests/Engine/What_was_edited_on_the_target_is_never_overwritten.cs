using Storefold.Engine;
using Storefold.Tests.Support;
using Storefold.Verification;

namespace Storefold.Tests.Engine;

public sealed class What_was_edited_on_the_target_is_never_overwritten
{
    private const string SourceOrder = "(SELECT min(id) FROM orders WHERE site = 'uk' AND state = 'placed')";
    private const string TargetOrder = "(SELECT target_key FROM storefold_id_map WHERE entity = 4 AND source_key = {0})";

    [Fact]
    public async Task Where_the_source_is_as_it_was_verification_names_row_and_field()
    {
        using var lab = new FoldLab();
        await lab.TransferAsync();
        var order = Edit(lab, "UPDATE orders SET phone = '+44 20 7946 0000' WHERE id = {0}");

        Assert.Equal(0, (await lab.TransferAsync()).Written);

        var found = Assert.Single((await lab.VerifyAsync()).Mismatches);
        Assert.Equal((MismatchKind.EditedOnTarget, "order", order, "phone"), (found.Kind, found.Row, found.SourceKey, found.Field));
        Assert.Equal("1", lab.Target("SELECT count(*) FROM orders WHERE phone = '+44 20 7946 0000'"));
    }

    [Theory]
    [InlineData("UPDATE orders SET phone = '+44 20 7946 0000' WHERE id = {0}")]
    [InlineData("UPDATE order_lines SET title = 'Edited' WHERE order_id = {0}")]
    [InlineData("INSERT INTO order_events(id, order_id, position, type) VALUES (999999, {0}, 99, 'note')")]
    public async Task Where_the_source_changed_too_it_is_reported(string edit)
    {
        using var lab = new FoldLab();
        await lab.TransferAsync();
        var order = Edit(lab, edit);
        lab.Source($"UPDATE orders SET contact_email = 'other@post.example' WHERE id = {order}");
        var before = lab.ShopDump();

        foreach (var _ in new[] { 2, 3 })
        {
            var result = await lab.TransferAsync();

            Assert.Equal(0, result.Written);
            Assert.Equal(1, result.Figures[new(BatchTally.ConflictSection, "uk", "order", "", "edited_on_target")]);
            Dump.AssertSame(before, lab.ShopDump(), "target");
            var found = await lab.VerifyAsync();
            Assert.Contains(found.Mismatches, mismatch => mismatch.Kind == MismatchKind.SourceChanged);
            Assert.All(found.Mismatches, mismatch => Assert.Equal(order, mismatch.SourceKey));
        }
    }

    [Fact]
    public async Task A_row_that_is_gone_from_the_source_stays_where_somebody_edited_it()
    {
        using var lab = new FoldLab();
        await lab.TransferAsync();
        var review = lab.Source("SELECT min(id) FROM reviews WHERE site <> 'in' AND state <> 'junk'");
        lab.Target(
            "UPDATE reviews SET title = 'Edited' "
            + $"WHERE id = (SELECT target_key FROM storefold_id_map WHERE entity = 6 AND source_key = {review})");
        foreach (var table in new[] { "review_media", "review_replies" }) lab.Source($"DELETE FROM {table} WHERE review_id = {review}");
        lab.Source($"DELETE FROM reviews WHERE id = {review}");

        for (var run = 2; run <= 3; run++)
        {
            var result = await lab.TransferAsync();

            Assert.Contains(result.Figures, pair =>
                pair.Key is { Section: BatchTally.ConflictSection, Name: "review", Rule: "edited_on_target" } && pair.Value == 1);
            Assert.Equal("1", lab.Target("SELECT count(*) FROM reviews WHERE title = 'Edited'"));
            var found = Assert.Single((await lab.VerifyAsync()).Mismatches);
            Assert.Equal((MismatchKind.Vanished, "review", review), (found.Kind, found.Row, found.SourceKey));
        }
    }

    private static string Edit(FoldLab lab, string edit)
    {
        var order = lab.Source($"SELECT {SourceOrder}")!;
        var target = lab.Target("SELECT " + TargetOrder.Replace("{0}", order, StringComparison.Ordinal))!;
        lab.Target(edit.Replace("{0}", target, StringComparison.Ordinal));
        return order;
    }
}

using System.Text;
using Storefold.Connectors.MariaDb;

namespace Storefold.Tests.Connectors;

public sealed class Statements_are_put_into_the_words_of_MariaDB
{
    [Theory]
    [InlineData("SELECT ?1", "SELECT ?", "0")]
    [InlineData("SELECT ?2, ?1, ?2", "SELECT ?, ?, ?", "1 0 1")]
    [InlineData("SELECT ?10 + ?1", "SELECT ? + ?", "9 0")]
    [InlineData("SELECT '?1', \"?2\", `?3`, ?4", "SELECT '?1', \"?2\", `?3`, ?", "3")]
    [InlineData(@"SELECT 'it\'s ?1', ?2", @"SELECT 'it\'s ?1', ?", "1")]
    [InlineData("SELECT 'it''s ?1', ?2", "SELECT 'it''s ?1', ?", "1")]
    [InlineData(@"SELECT '\\', ?1", @"SELECT '\\', ?", "0")]
    [InlineData(@"SELECT `\`, ?1", @"SELECT `\`, ?", "0")]
    [InlineData("SELECT 1 -- ?1\n, ?2", "SELECT 1 -- ?1\n, ?", "1")]
    [InlineData("SELECT 1 # ?1\n, ?2", "SELECT 1 # ?1\n, ?", "1")]
    [InlineData("SELECT 1 /* ?1 ' */, ?2", "SELECT 1 /* ?1 ' */, ?", "1")]
    [InlineData("SELECT 1--?1", "SELECT 1--?", "0")]
    [InlineData("SELECT /*!50000 ?1 */ 'a", "SELECT /*!50000 ? */ 'a", "0")]
    public void Parameters_are_found_where_they_are_parameters(string sql, string text, string occurrences)
    {
        var translated = MariaDbSql.Translate(sql);

        Assert.Equal((text, occurrences), (Encoding.UTF8.GetString(translated.Text), string.Join(' ', translated.Occurrences)));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData(" ; ;-- nothing\n; # nothing;\n /* ; */", "")]
    [InlineData("A", "A")]
    [InlineData("A; B ;", "A|B")]
    [InlineData("A ';' B; `;` C", "A ';' B|`;` C")]
    [InlineData(@"A '\';' B; C", @"A '\';' B|C")]
    [InlineData("-- one; two\nA; /* ; */ B", "-- one; two\nA|/* ; */ B")]
    [InlineData("A 'never closed; B", "A 'never closed; B")]
    public void Scripts_are_split_at_the_semicolons_between_statements(string script, string statements) =>
        Assert.Equal(statements, string.Join('|', MariaDbSql.Split(script)));
}

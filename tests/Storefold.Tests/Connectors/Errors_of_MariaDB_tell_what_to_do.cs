using Storefold.Connectors.MariaDb;

namespace Storefold.Tests.Connectors;

public sealed class Errors_of_MariaDB_tell_what_to_do
{
    private const string Shop = "mariadb://shop@db:3306/poco";

    [Theory]
    [InlineData(1021)]
    [InlineData(1040)]
    [InlineData(1053)]
    [InlineData(1114)]
    [InlineData(1205)]
    [InlineData(1213)]
    [InlineData(1927)]
    [InlineData(1969)]
    [InlineData(2002)]
    [InlineData(2003)]
    [InlineData(2006)]
    [InlineData(2013)]
    [InlineData(3024)]
    public void What_may_go_well_later_is_tried_again(uint code) => Assert.Equal((true, false, false), Kinds(code));

    [Theory]
    [InlineData(1044)]
    [InlineData(1045)]
    [InlineData(1049)]
    [InlineData(1054)]
    [InlineData(1064)]
    [InlineData(1142)]
    [InlineData(1143)]
    [InlineData(1146)]
    [InlineData(1792)]
    public void What_a_person_must_mend_is_not(uint code) => Assert.Equal((false, true, false), Kinds(code));

    [Theory]
    [InlineData(1048)]
    [InlineData(1062)]
    [InlineData(1264)]
    [InlineData(1265)]
    [InlineData(1366)]
    [InlineData(1406)]
    [InlineData(1451)]
    [InlineData(1452)]
    [InlineData(1644)]
    [InlineData(30001)]
    [InlineData(3819)]
    [InlineData(4025)]
    public void Rows_that_the_database_refuses_are_sorted_out(uint code) => Assert.Equal((false, false, true), Kinds(code));

    [Theory]
    [InlineData(1062, "Duplicate entry 'anna@example.org' for key 'mail'", "Duplicate entry for key 'mail'")]
    [InlineData(1062, "Duplicate entry 'it's for 'anna'' for key 'mail'", "Duplicate entry for key 'mail'")]
    [InlineData(1366, "Incorrect string value: '\\xF0\\x9F anna' for column `d`.`t`.`c` at row 1", "Incorrect string value: … for column `d`.`t`.`c` at row 1")]
    [InlineData(1366, "Incorrect integer value: 'anna' for column `d`.`t`.`c` at row 1", "Incorrect integer value: … for column `d`.`t`.`c` at row 1")]
    [InlineData(1292, "Incorrect datetime value: 'anna' for column `d`.`t`.`c` at row 1", "Incorrect datetime value: … for column `d`.`t`.`c` at row 1")]
    [InlineData(1292, "Truncated incorrect DOUBLE value: 'anna'", "Truncated incorrect DOUBLE value: …")]
    [InlineData(1300, "Invalid utf8mb4 character string: 'anna'", "Invalid utf8mb4 character string: …")]
    [InlineData(1411, "Incorrect datetime value: 'anna' for function str_to_date", "Incorrect datetime value: … for function str_to_date")]
    [InlineData(1367, "Illegal double 'anna' value found during parsing", "Illegal double value")]
    [InlineData(1526, "Table has no partition for value anna", "Table has no partition for the value")]
    [InlineData(1586, "Duplicate entry 'anna' for key 'mail'", "Duplicate entry for key 'mail'")]
    [InlineData(1690, "BIGINT UNSIGNED value is out of range in '(`d`.`t`.`c` - 'anna')'", "BIGINT UNSIGNED value is out of range")]
    [InlineData(1761, "Foreign key constraint for table 't', record 'anna' would lead to a duplicate entry in table 'u', key 'k'",
        "Foreign key constraint for table 't' would lead to a duplicate entry")]
    [InlineData(1918, "Encountered illegal value 'anna' when converting to DATE", "Encountered illegal value … when converting to DATE")]
    [InlineData(1644, "order of anna@example.org is locked", "a trigger of the shop refused it [1644]")]
    [InlineData(1643, "anna", "a trigger of the shop refused it [1643]")]
    [InlineData(30001, "blocked person: anna", "a trigger of the shop refused it [30001]")]
    [InlineData(1062, "There is an anna already", "a trigger of the shop refused it [1062]")]
    [InlineData(1048, "anna may not be null", "a trigger of the shop refused it [1048]")]
    [InlineData(1366, "Incorrect: anna", "a trigger of the shop refused it [1366]")]
    [InlineData(1048, "Column 'c' cannot be null", "Column 'c' cannot be null")]
    [InlineData(1452, "Cannot add or update a child row: a foreign key constraint fails (`d`.`t`, CONSTRAINT `k` FOREIGN KEY (`c`) REFERENCES `u` (`id`))",
        "Cannot add or update a child row: a foreign key constraint fails (`d`.`t`, CONSTRAINT `k` FOREIGN KEY (`c`) REFERENCES `u` (`id`))")]
    [InlineData(4025, "CONSTRAINT `c` failed for `d`.`t`", "CONSTRAINT `c` failed for `d`.`t`")]
    [InlineData(1406, "Data too long for column 'c' at row 1", "Data too long for column 'c' at row 1")]
    public void Values_of_rows_are_left_out(uint code, string message, string shown)
    {
        Assert.Equal(shown, MariaDbErrors.WithoutValues(code, message));
        Assert.DoesNotContain("anna", MariaDbErrors.Translate(code, message, Shop, "INSERT INTO t").Message, StringComparison.Ordinal);
    }

    private static (bool Transient, bool Schema, bool Constraint) Kinds(uint code)
    {
        var failure = MariaDbErrors.Translate(code, "It failed", Shop, "SELECT 1");
        Assert.StartsWith(Shop, failure.Message, StringComparison.Ordinal);
        return (failure.IsTransient, failure.IsSchema, failure.IsConstraint);
    }
}

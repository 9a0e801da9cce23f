using static Storefold.Samples.Poco.Cell;

namespace Storefold.Samples.Poco.Mi;

/// <summary>Accounts of the target that must not be taken for odd ones of the source, or must.</summary>
internal sealed class MiOddCases(MiTables tables, SampleReport report)
{
    private static readonly (string Kind, string Email)[] Accounts =
    [
        ("target account with a plain i", "mike@post.example"),
        ("target account with a plain k", "kelvin@post.example"),
        ("target account with a plain s", "sam@post.example"),
        ("target account without the zero-width space", "zerowidth@post.example"),
        ("target account that two source accounts claim", "bob@letters.example"),
        ("target account with the domain in punycode", "anna@xn--bcher-kva.example"),
    ];

    public void Write()
    {
        foreach (var (kind, email) in Accounts)
        {
            tables.Customers.Add(
                N(tables.Customers.NextId), T("registered"), T(email), At(SampleTime.At(2023, 5, 1)), T(null),
                At(null), T(null), T("Odd"), T("Nasty"), T(null), T("en-GB"), T("[]"), T("active"),
                At(SampleTime.At(2022, 5, 1)), At(SampleTime.Today - SampleTime.Day), T(null), B(false));
            report.Plant("odd: " + kind);
        }
    }
}

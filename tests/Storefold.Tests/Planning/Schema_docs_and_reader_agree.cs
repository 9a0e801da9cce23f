using System.Reflection;
using System.Text.Json;
using Storefold.Planning;

namespace Storefold.Tests.Planning;

/// <summary>One table of keys (<see cref="PlanKeys"/>) drives the reader; schema and docs show the same.</summary>
public sealed class Schema_docs_and_reader_agree
{
    private static readonly JsonElement Schema = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(Plans.Repository, "schema", "plan.schema.json"))).RootElement;

    private static readonly string Docs = File.ReadAllText(Path.Combine(Plans.Repository, "docs", "plan.md"));

    public static TheoryData<string> Sections => [.. PlanKeys.Sections.Select(section => section.Path)];

    [Theory]
    [MemberData(nameof(Sections))]
    public void The_schema_has_the_keys_of_the_reader(string path)
    {
        var (section, node) = (Find(path), SchemaOf(path));
        Assert.Equal(Words(section.Keys.Select(key => key.Name)),
            Words(node.GetProperty("properties").EnumerateObject().Select(property => property.Name)));
        var required = node.TryGetProperty("required", out var list)
            ? list.EnumerateArray().Select(item => item.GetString() ?? "") : [];
        Assert.Equal(Words(section.Keys.Where(key => key.Required).Select(key => key.Name)), Words(required));
        Assert.False(node.GetProperty("additionalProperties").GetBoolean());
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void The_schema_has_the_defaults_choices_and_descriptions_of_the_reader(string path)
    {
        foreach (var key in Find(path).Keys)
        {
            var node = SchemaOf(path).GetProperty("properties").GetProperty(key.Name);
            Assert.Equal(key.About + ".", node.GetProperty("description").GetString(), ignoreCase: true);
            Assert.Equal(key.Default, node.TryGetProperty("default", out var standard) ? Written(standard) : null);
            if (key.Choices is null) continue;
            var choices = Resolve(node.TryGetProperty("items", out var items) ? items : node).GetProperty("enum");
            Assert.Equal(Words(key.Choices),
                Words(choices.EnumerateArray().Select(choice => choice.GetString() ?? "")));
        }
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void The_docs_have_a_row_for_each_key_and_name_its_default_and_choices(string path)
    {
        var heading = path.Length == 0 ? "\n## Top of the file\n" : $"\n## {path}\n";
        Assert.Contains(heading, Docs, StringComparison.Ordinal);
        var part = Docs.Split(heading)[1].Split("\n## ")[0];
        var rows = part.Split('\n').Where(row => row.StartsWith("| `", StringComparison.Ordinal)).ToArray();
        Assert.Equal(Words(Find(path).Keys.Select(key => key.Name)), Words(rows.Select(row => row.Split('`')[1])));
        foreach (var key in Find(path).Keys)
        {
            var row = rows.Single(row => row.StartsWith($"| `{key.Name}` |", StringComparison.Ordinal));
            if (key.Required) Assert.Equal("required", row.Split('|')[3].Trim());
            if (key.Default is not null) Assert.Equal($"`{key.Default}`", row.Split('|')[3].Trim());
            Assert.All(key.Choices ?? [], choice => Assert.Contains($"`{choice}`", row, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_docs_explain_every_code_and_no_other()
    {
        var codes = typeof(PlanCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!);
        var rows = Docs.Split('\n').Where(row => row.StartsWith("| `plan.", StringComparison.Ordinal))
            .Select(row => row.Split('`')[1]);
        Assert.Equal(Words(codes.Order(StringComparer.Ordinal)), Words(rows.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void The_example_of_the_docs_is_a_plan_without_a_finding()
    {
        var result = Plans.Read(Docs.Split("```yaml\n")[1].Split("```")[0]);
        Assert.Empty(result.Diagnostics);
    }

    private static PlanSection Find(string path) =>
        PlanKeys.Sections.Single(section => string.Equals(section.Path, path, StringComparison.Ordinal));

    /// <summary>Follows <c>sites.*.select</c> through properties and, for the star, additionalProperties.</summary>
    private static JsonElement SchemaOf(string path)
    {
        var node = Schema;
        foreach (var part in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            node = Resolve(part is "*" ? node.GetProperty("additionalProperties")
                : node.GetProperty("properties").GetProperty(part));
        }

        return node;
    }

    private static JsonElement Resolve(JsonElement node) => node.TryGetProperty("$ref", out var reference)
        ? Schema.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]) : node;

    private static string Written(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static string Words(IEnumerable<string> words) => string.Join(' ', words);
}

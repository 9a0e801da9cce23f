using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Storefold.Cli;

/// <summary>Writes one JSON document for programs, indented, as the whole of a command's output.</summary>
internal static class JsonOutput
{
    // The output is no web page, so letters outside ASCII stay readable.
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TextWriter output, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options)) write(writer);
        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }
}

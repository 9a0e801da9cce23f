using Storefold.Packs.Sql;
using Storefold.Planning;

namespace Storefold.Connectors.Files;

/// <summary>Copies the exports of a folder into another.</summary>
internal static class FilesCopy
{
    public static ConnectionModel Copy(ConnectionModel source, string path)
    {
        if (Path.Exists(path)) throw new StoreException($"{path} exists already; a copy overwrites nothing.") { IsSchema = true };
        try
        {
            Directory.CreateDirectory(path);
            foreach (var file in Directory.EnumerateFiles(source.Location)) File.Copy(file, Path.Combine(path, Path.GetFileName(file)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The exports in {source.Location} cannot be copied: {failure.Message}", isTransient: failure is IOException, failure);
        }

        return new ConnectionModel("files", Path.GetFullPath(path), "files:" + Path.GetFileName(path), Path.GetDirectoryName(Path.GetFullPath(path)));
    }
}

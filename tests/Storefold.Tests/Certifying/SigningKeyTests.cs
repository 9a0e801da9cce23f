using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Storefold.Certifying;

namespace Storefold.Tests.Certifying;

public sealed class SigningKeyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("storefold-key-");

    private string KeyFile => Path.Combine(_folder.FullName, "key.pem");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_new_key_file_is_PKCS_8_and_only_its_owner_can_read_it()
    {
        using var key = SigningKey.Create(KeyFile);
        Assert.StartsWith("-----BEGIN PRIVATE KEY-----\n", File.ReadAllText(KeyFile), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        }
    }

    [Fact]
    public void A_key_that_is_loaded_again_is_the_same_key()
    {
        using var made = SigningKey.Create(KeyFile);
        using var loaded = SigningKey.Load(KeyFile);
        Assert.Equal(made.Public.KeyId, loaded.Public.KeyId);
        Assert.False(loaded.IsExposed);
        Assert.True(made.Public.Verify("books"u8, loaded.Sign("books"u8)));
        Assert.False(made.Public.Verify("Books"u8, loaded.Sign("books"u8)));
    }

    [Fact]
    public void A_key_file_is_never_replaced()
    {
        SigningKey.Create(KeyFile).Dispose();
        var before = File.ReadAllText(KeyFile);
        Assert.Throws<IOException>(() => SigningKey.Create(KeyFile));
        Assert.Equal(before, File.ReadAllText(KeyFile));
    }

    [Fact]
    public void A_key_file_that_others_can_read_is_pointed_out()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        SigningKey.Create(KeyFile).Dispose();
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        using var key = SigningKey.Load(KeyFile);
        Assert.True(key.IsExposed);
    }

    [Fact]
    public void What_is_no_private_key_on_P_256_is_refused()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        string[] wrong =
        [
            "",
            "hello",
            p384.ExportPkcs8PrivateKeyPem(),
            p256.ExportSubjectPublicKeyInfoPem(),
            p256.ExportEncryptedPkcs8PrivateKeyPem(
                "secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10)),
            rsa.ExportPkcs8PrivateKeyPem(),
        ];
        foreach (var pem in wrong)
        {
            File.WriteAllText(KeyFile, pem);
            Assert.Throws<FormatException>(() => SigningKey.Load(KeyFile).Dispose());
        }
    }

    [Fact]
    public void The_key_id_is_the_thumbprint_that_RFC_9449_publishes_for_its_example_key()
    {
        Assert.True(PublicKey.TryCreate(
            "l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs", "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA", out var key));
        Assert.Equal("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I", key!.KeyId);
    }

    [Fact]
    public void The_ES256_signature_of_RFC_7515_appendix_A_3_holds()
    {
        Assert.True(PublicKey.TryCreate(
            "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0", out var key));
        var signed = Encoding.ASCII.GetBytes(
            "eyJhbGciOiJFUzI1NiJ9."
            + "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ");
        var value = Base64Url.DecodeFromChars(
            "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");
        Assert.True(key!.Verify(signed, value));
        signed[^1]++;
        Assert.False(key.Verify(signed, value));
    }

    [Fact]
    public void A_point_that_is_not_on_the_curve_is_no_key() => Assert.False(PublicKey.TryCreate(
        "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA", out _));

    [Fact]
    public void The_published_half_is_read_from_its_own_PEM_and_from_the_private_one()
    {
        using var key = SigningKey.Create(KeyFile);
        Assert.Equal(key.Public, PublicKey.FromPem(key.Public.Pem));
        Assert.Equal(key.Public, PublicKey.FromPem(File.ReadAllText(KeyFile)));
    }
}

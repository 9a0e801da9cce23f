using Storefold.Redirects;

namespace Storefold.Tests.Redirects;

public sealed class Canonical_paths
{
    [Theory]
    [InlineData("", "/")]
    [InlineData("/", "/")]
    [InlineData("/a/", "/a")]
    [InlineData("a", "/a")]
    [InlineData("//a///b", "/a/b")]
    [InlineData("/a/./b/../c", "/a/c")]
    [InlineData("/../../a", "/a")]
    [InlineData("/%7Ea%2db", "/~a-b")]
    [InlineData("/%2e%2E/a", "/a")]
    [InlineData("/a%2fb", "/a%2Fb")]
    [InlineData("/a%zz", "/a%25zz")]
    [InlineData("/%", "/%25")]
    [InlineData("/%4", "/%254")]
    [InlineData("/a b", "/a%20b")]
    [InlineData("/a\\b", "/a%5Cb")]
    [InlineData("/手", "/%E6%89%8B")]
    [InlineData("/%e6%89%8b", "/%E6%89%8B")]
    [InlineData("/😀", "/%F0%9F%98%80")]
    [InlineData("/a;b=c,d", "/a;b=c,d")]
    [InlineData("/\r\n", "/%0D%0A")]
    public void Spellings_of_one_path_are_one(string path, string canonical)
    {
        Assert.Equal(canonical, CanonicalPath.Of(path));
        Assert.Equal(canonical, CanonicalPath.Of(canonical));
    }

    [Fact]
    public void Half_a_character_is_no_reason_to_fall_over() => Assert.Equal("/%EF%BF%BDa", CanonicalPath.Of("/" + '\ud800' + "a"));
}

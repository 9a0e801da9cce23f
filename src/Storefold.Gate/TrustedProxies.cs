using System.Net;

namespace Storefold.Gate;

/// <summary>The proxies whose X-Forwarded headers count: anybody else could claim to be anywhere.</summary>
internal sealed class TrustedProxies
{
    private readonly List<IPNetwork> _networks = [];

    /// <param name="addresses">IP addresses and CIDR ranges of the plan.</param>
    public TrustedProxies(IEnumerable<string> addresses)
    {
        foreach (var text in addresses)
        {
            if (IPNetwork.TryParse(text, out var network)) _networks.Add(network);
            else if (IPAddress.TryParse(text, out var address)) _networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
        }
    }

    /// <summary>Whether a connection comes from one of them. One without an address (a Unix socket) does: it is local.</summary>
    public bool Trusts(IPAddress? remote)
    {
        if (remote is null) return true;
        var address = remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote;
        return _networks.Exists(network => network.Contains(address));
    }
}

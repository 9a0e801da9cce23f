namespace Storefold.Packs;

/// <summary>The currencies of ISO 4217 that a shop can trade in, with their minor digits (list of 2024, funds and metals left out).</summary>
public static class Currencies
{
    private const string TwoDigits =
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP "
        + "CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR "
        + "KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN "
        + "PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD "
        + "TZS UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW ZWL ZWG";

    private const string NoDigits = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
    private const string ThreeDigits = "BHD IQD JOD KWD LYD OMR TND";

    private static readonly Dictionary<string, int> Digits = Build();

    /// <summary>Minor digits of a currency; false for a code that ISO 4217 does not have.</summary>
    public static bool TryDigits(string code, out int digits) => Digits.TryGetValue(code, out digits);

    private static Dictionary<string, int> Build()
    {
        var digits = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var code in TwoDigits.Split(' ')) digits[code] = 2;
        foreach (var code in NoDigits.Split(' ')) digits[code] = 0;
        foreach (var code in ThreeDigits.Split(' ')) digits[code] = 3;
        return digits;
    }
}

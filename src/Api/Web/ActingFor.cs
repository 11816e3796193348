using Buurthulp.Ledger.Accounts;
using Buurthulp.Projections.Members;

namespace Buurthulp.Api.Web;

/// <summary>For whom somebody acts today beside themselves: a daughter for her father. It ends in the minute in which it is ended.</summary>
internal static class ActingFor
{
    public static async Task<IReadOnlyList<AccountNumber>> OthersAsync(PageCall call)
    {
        var today = await call.TodayAsync();
        var proxies = await OfficeQueries.ProxiesAsync(call.Database, call.Community, call.Account, call.Stop);
        return [.. proxies.Where(proxy => proxy.Proxy == call.Account && proxy.From <= today && (proxy.Until is not { } last || today <= last)).Select(proxy => proxy.Member)];
    }
}

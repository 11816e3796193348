using System.Reflection;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;

namespace Buurthulp.Tests.Ledger.Communities;

public sealed class StatePartsTests
{
    [Fact]
    public void Every_part_of_the_state_can_be_taken_back()
    {
        var state = new CommunityState(new CommunityCode("linde"));
        var parts = (StatePart[])typeof(CommunityState).GetField("parts", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(state)!;
        var maps = typeof(CommunityState).GetProperties().Select(property => property.GetValue(state)).OfType<StatePart>().ToList();
        maps.Count.ShouldBeGreaterThan(10);
        parts.ShouldBe(maps, ignoreOrder: true);
    }
}

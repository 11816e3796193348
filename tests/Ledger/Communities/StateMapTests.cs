using Buurthulp.Ledger.Communities;

namespace Buurthulp.Tests.Ledger.Communities;

public sealed class StateMapTests
{
    [Fact]
    public void What_was_not_committed_is_taken_back_also_what_changed_twice()
    {
        var map = new StateMap<string, string> { ["Anna"] = "joined" };
        map.Commit();
        map["Anna"] = "left";
        map["Bram"] = "joined";
        map["Bram"] = "left";
        map["Anna"] = "erased";

        map.Rollback();

        map.All.ShouldBe(new Dictionary<string, string> { ["Anna"] = "joined" });
    }

    [Fact]
    public void What_was_committed_stays()
    {
        var map = new StateMap<string, string> { ["Anna"] = "joined" };
        map.Commit();
        map["Anna"] = "left";
        map.Commit();

        map.Rollback();

        map["Anna"].ShouldBe("left");
        map.Count.ShouldBe(1);
    }

    [Fact]
    public void A_key_that_nobody_checked_is_a_defect() => Should.Throw<KeyNotFoundException>(() => new StateMap<string, string>()["Anna"]);
}

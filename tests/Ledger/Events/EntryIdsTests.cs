using System.Text;
using Buurthulp.Ledger.Writing;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;

namespace Buurthulp.Tests.Ledger.Events;

public sealed class EntryIdsTests
{
    private static readonly Guid Dns = new("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    /// <summary>RFC 9562, appendix A.4.</summary>
    [Fact]
    public void A_name_based_id_is_the_one_of_the_RFC() =>
        EntryIds.Version5(Dns, Encoding.ASCII.GetBytes("www.example.com")).ShouldBe(new Guid("2ed6657d-e927-568b-95e1-2665a8aea6a2"));

    [Fact]
    public void The_first_entry_carries_the_commands_id() => EntryIds.Of(New, 0).ShouldBe(New);

    [Fact]
    public void All_entries_of_a_command_have_ids_of_their_own_that_do_not_change()
    {
        var ids = Enumerable.Range(0, 1000).Select(index => EntryIds.Of(New, index)).ToArray();
        ids.ShouldBeUnique();
        ids[1..].ShouldAllBe(id => id.Version == 5 && id.Variant >= 8 && id.Variant < 12);
        EntryIds.Of(New, 1).ShouldBe(EntryIds.Of(New, 1));
        EntryIds.Of(Earlier, 1).ShouldNotBe(EntryIds.Of(New, 1));
    }
}

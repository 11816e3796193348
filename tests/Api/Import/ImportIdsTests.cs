using System.Text;
using Buurthulp.Api.Import;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Writing;

namespace Buurthulp.Tests.Api.Import;

public sealed class ImportIdsTests
{
    [Fact]
    public void Version_5_ids_are_as_RFC_9562_has_them() =>
        EntryIds.Version5(new Guid("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), Encoding.UTF8.GetBytes("www.example.com")).ShouldBe(new Guid("2ed6657d-e927-568b-95e1-2665a8aea6a2"));

    [Fact]
    public void An_id_follows_from_community_kind_and_id_and_never_changes()
    {
        var ids = new ImportIds(new CommunityCode("molenwijk"));
        ids.Of("exchange", "X00001").ShouldBe(new Guid("c7279b47-53d2-548b-a81a-b1320186f37c"));
        ids.Of("thanks", "X00001").ShouldNotBe(ids.Of("exchange", "X00001"));
        new ImportIds(new CommunityCode("elders")).Of("exchange", "X00001").ShouldNotBe(ids.Of("exchange", "X00001"));
    }
}

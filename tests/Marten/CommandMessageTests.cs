using Buurthulp.Ledger.Writing;
using Buurthulp.Marten.Host;
using static Buurthulp.MartenTests.Exchanges;

namespace Buurthulp.MartenTests;

/// <summary>Commands as messages.</summary>
public sealed class CommandMessageTests
{
    [Fact]
    public void A_command_comes_out_of_a_queue_as_it_went_in()
    {
        var command = Help();

        var back = CommandJson.Read(nameof(Buurthulp.Ledger.Exchanges.RecordExchange), CommandJson.Write(command));

        (back.CommandId, back.Actor, back.Now).ShouldBe((command.CommandId, command.Actor, command.Now));
        CommandDigest.Of(back).ShouldBe(CommandDigest.Of(command));
    }

    [Fact]
    public void Every_command_can_be_a_message()
    {
        CommandJson.All.Count.ShouldBeGreaterThan(30);

        foreach (var type in CommandJson.All) Should.NotThrow(() => CommandJson.Options.GetTypeInfo(type), type.Name);
    }
}

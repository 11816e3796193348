using Buurthulp.Ledger.Journal;

namespace Buurthulp.Tests.Ledger.Journal;

public sealed class CheckpointTests
{
    private const string Root = "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=";
    private const string Text = "buurthulp/molenwijk\n8\n" + Root + "\n";

    private static readonly CompactRange Tree = NaiveMerkleTree.Leaves(NaiveMerkleTree.KnownEntries)
        .Aggregate(default(CompactRange), (tree, leaf) => tree.Append(leaf));

    [Fact]
    public void A_checkpoint_is_three_lines_of_origin_size_and_root() => Checkpoint.Of("molenwijk", Tree).ToText().ShouldBe(Text);

    [Fact]
    public void The_text_reads_back_as_the_same_checkpoint() => Checkpoint.Parse(Text).ShouldBe(Checkpoint.Of("molenwijk", Tree));

    [Fact]
    public void An_empty_journal_has_a_checkpoint_too() =>
        Checkpoint.Of("molenwijk", default).ToText().ShouldBe("buurthulp/molenwijk\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");

    [Fact]
    public void The_fingerprint_is_the_first_80_bits_of_the_root_in_four_groups_of_four() =>
        Checkpoint.Of("molenwijk", Tree).Fingerprint.ShouldBe("BQ4X-MYD7-0SCT-KBAN");

    [Fact]
    public void The_fingerprint_takes_every_one_of_its_80_bits_and_no_other()
    {
        for (var bit = 0; bit < 256; bit++)
        {
            var bytes = Tree.Root.ToArray();
            bytes[bit / 8] ^= (byte)(0x80 >> (bit % 8));
            var changed = new Checkpoint("buurthulp/molenwijk", 8, new Hash(bytes)).Fingerprint != "BQ4X-MYD7-0SCT-KBAN";

            changed.ShouldBe(bit < 80, $"bit {bit}");
        }
    }

    [Theory]
    [InlineData("", "three lines")]
    [InlineData("buurthulp/molenwijk\n8\n" + Root, "three lines")]
    [InlineData(Text + "\n", "three lines")]
    [InlineData("buurthulp/molenwijk\r\n8\r\n" + Root + "\r\n", "LF")]
    [InlineData("molenwijk\n8\n" + Root + "\n", "Line 1")]
    [InlineData("buurthulp/\n8\n" + Root + "\n", "Line 1")]
    [InlineData("buurthulp/molen wijk\n8\n" + Root + "\n", "Line 1")]
    [InlineData("buurthulp/molenwijk\n-8\n" + Root + "\n", "Line 2")]
    [InlineData("buurthulp/molenwijk\n08\n" + Root + "\n", "Line 2")]
    [InlineData("buurthulp/molenwijk\n 8\n" + Root + "\n", "Line 2")]
    [InlineData("buurthulp/molenwijk\n\n" + Root + "\n", "Line 2")]
    [InlineData("buurthulp/molenwijk\n9223372036854775808\n" + Root + "\n", "Line 2")]
    [InlineData("buurthulp/molenwijk\n8\n\n", "Line 3")]
    [InlineData("buurthulp/molenwijk\n8\nXcna\n", "Line 3")]
    [InlineData("buurthulp/molenwijk\n8\n " + Root + "\n", "Line 3")]
    [InlineData("buurthulp/molenwijk\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyh=\n", "Line 3")]
    [InlineData("buurthulp/molenwijk\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQygA\n", "Line 3")]
    public void What_is_not_a_checkpoint_is_refused_with_the_line_that_is_wrong(string text, string reason) =>
        Should.Throw<FormatException>(() => Checkpoint.Parse(text)).Message.ShouldContain(reason);
}

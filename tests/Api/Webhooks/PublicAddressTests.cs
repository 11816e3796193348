using System.Net;
using Buurthulp.Api.Webhooks;

namespace Buurthulp.Tests.Api.Webhooks;

public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.167.255.255")]
    [InlineData("223.255.255.255")]
    [InlineData("2a02:a440::1")]
    [InlineData("::ffff:8.8.8.8")]
    public void On_the_open_internet(string address) => PublicAddress.IsPublic(IPAddress.Parse(address)).ShouldBeTrue();

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.255")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.2.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.19.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::10.0.0.1")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("2002:0a00:0001::1")]
    [InlineData("2001:0:1::1")]
    [InlineData("2001:db8::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void Beside_us_or_nowhere(string address) => PublicAddress.IsPublic(IPAddress.Parse(address)).ShouldBeFalse();

    [Theory]
    [InlineData("https://kassa.voorbeeld.test/hook?key=1")]
    [InlineData("https://kassa.voorbeeld.test:8443/")]
    [InlineData("https://8.8.8.8/")]
    public void May_be_a_webhooks(string url) => new WebhookTargets(allowsLoopback: false).Parse(url).ShouldBe(new Uri(url));

    [Theory]
    [InlineData("")]
    [InlineData("kassa.voorbeeld.test")]
    [InlineData("http://kassa.voorbeeld.test/")]
    [InlineData("ftp://kassa.voorbeeld.test/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://anna:geheim@kassa.voorbeeld.test/")]
    [InlineData("https://kassa.voorbeeld.test/#here")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:192.168.0.1]/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("http://127.0.0.1/")]
    public void May_not(string url) => new WebhookTargets(allowsLoopback: false).Parse(url).ShouldBeNull();

    [Fact]
    public void Nor_may_an_address_without_an_end() => new WebhookTargets(allowsLoopback: false).Parse($"https://kassa.voorbeeld.test/{new string('a', 2_000)}").ShouldBeNull();

    [Theory]
    [InlineData("http://127.0.0.1:5000/", true)]
    [InlineData("http://localhost/", true)]
    [InlineData("http://10.0.0.1/", false)]
    [InlineData("http://kassa.voorbeeld.test/", false)]
    public void With_a_setting_for_tests_this_machine_may_be_one_and_no_other(string url, bool may) => (new WebhookTargets(allowsLoopback: true).Parse(url) is not null).ShouldBe(may);

    [Fact]
    public async Task A_name_that_leads_here_is_found_out() =>
        (await new WebhookTargets(allowsLoopback: false).LeadsOutsideAsync(new Uri("https://localhost/"), CancellationToken.None)).ShouldBeFalse();
}

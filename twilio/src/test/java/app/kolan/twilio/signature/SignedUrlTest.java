package app.kolan.twilio.signature;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.seed.HostileText;
import app.kolan.twilio.seed.SeededTest;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SignedUrlTest {
  @Test
  void a_url_is_tried_as_it_is_first() {
    assertThat(SignedUrl.forms("http://kolan.example:8080/a?b=1"))
        .containsExactly("http://kolan.example:8080/a?b=1", "http://kolan.example/a?b=1");
  }

  @Test
  void a_url_without_a_port_is_tried_with_the_usual_one() {
    assertThat(SignedUrl.forms("https://kolan.example/a"))
        .containsExactly("https://kolan.example/a", "https://kolan.example:443/a");
    assertThat(SignedUrl.forms("http://kolan.example/a")).contains("http://kolan.example:80/a");
    assertThat(SignedUrl.forms("wss://kolan.example/a")).contains("wss://kolan.example:443/a");
  }

  @Test
  void a_socket_is_tried_with_and_without_a_slash_at_its_end() {
    assertThat(SignedUrl.forms("wss://kolan.example/media"))
        .contains("wss://kolan.example/media/", "wss://kolan.example:443/media/");
    assertThat(SignedUrl.forms("wss://kolan.example/media/")).contains("wss://kolan.example/media");
    assertThat(SignedUrl.forms("wss://kolan.example")).contains("wss://kolan.example/");
    assertThat(SignedUrl.forms("wss://kolan.example/")).contains("wss://kolan.example");
    assertThat(SignedUrl.forms("wss://kolan.example/media?a=/b"))
        .contains("wss://kolan.example/media/?a=/b");
  }

  @Test
  void a_page_is_not_tried_with_another_slash() {
    assertThat(SignedUrl.forms("https://kolan.example/voice"))
        .noneMatch(form -> form.endsWith("/"));
  }

  @Test
  void an_ipv6_address_keeps_its_colons() {
    assertThat(SignedUrl.forms("https://[2001:db8::1]/a"))
        .containsExactly("https://[2001:db8::1]/a", "https://[2001:db8::1]:443/a");
    assertThat(SignedUrl.forms("http://[::1]:8080/a"))
        .containsExactly("http://[::1]:8080/a", "http://[::1]/a");
  }

  @Test
  void the_colon_of_credentials_is_no_port() {
    assertThat(SignedUrl.forms("https://user:pass@kolan.example/a"))
        .containsExactly(
            "https://user:pass@kolan.example/a", "https://user:pass@kolan.example:443/a");
  }

  @Test
  void a_colon_in_the_path_or_query_is_no_port() {
    assertThat(SignedUrl.forms("https://kolan.example?to=a:b"))
        .containsExactly("https://kolan.example?to=a:b", "https://kolan.example:443?to=a:b");
    assertThat(SignedUrl.forms("https://kolan.example/a:1"))
        .containsExactly("https://kolan.example/a:1", "https://kolan.example:443/a:1");
  }

  @SeededTest(300)
  void any_text_has_forms(long seed) {
    var random = new Random(seed);
    String url = HostileText.any(random) + "://" + HostileText.any(random);

    assertThat(SignedUrl.forms(url)).startsWith(url).doesNotHaveDuplicates();
  }

  @Test
  void a_host_with_capitals_may_be_signed_in_small_letters() {
    assertThat(SignedUrl.forms("https://Phone.Example.com/A"))
        .contains("https://Phone.Example.com/A", "https://phone.example.com/A")
        .doesNotContain("https://phone.example.com/a");
    assertThat(SignedUrl.forms("wss://Phone.Example.com/a")).contains("wss://phone.example.com/a/");
  }
}

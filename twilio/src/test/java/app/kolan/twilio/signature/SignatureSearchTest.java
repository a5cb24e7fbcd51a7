package app.kolan.twilio.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a stranger may make the search cost.
@Tag("unit")
class SignatureSearchTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  /// A form of 58 KB with 80 names, 25 query parameters and forwarded headers.
  @Test
  void the_whole_search_ends_at_its_bounds() {
    var pairs = new ArrayList<String>();
    for (int i = 0; i < 80; i++) {
      pairs.add("Name" + i);
      pairs.add("x".repeat(700) + "+ %20&");
    }
    FormPairs form = FormPairs.of(pairs.toArray(String[]::new));
    var query = new StringBuilder("?a=1");
    for (int i = 0; i < 25; i++) {
      query.append("&p").append(i).append("=%20+").append(i);
    }
    var request =
        new ArrivedRequest(
            ArrivedRequest.Kind.WEBHOOK,
            "POST",
            "/webhook/incoming_call" + query,
            false,
            Map.of(
                "X-Forwarded-Host", "a.example.com, b.example.com:8443",
                "X-Forwarded-Proto", "https",
                "X-Forwarded-Port", "8443",
                "Forwarded", "host=c.example.com;proto=https",
                "Host", "d.example.com"),
            RequestBody.of(form.encoded()),
            List.of("https://phone.example.com/webhook/incoming_call" + query),
            true);
    var settings =
        new SignatureSettings("https://phone.example.com", List.of(TOKEN), "AC1", 8080, false);
    var search =
        new SignatureSearch(
            new SignatureSearch.Parts(
                BaseReadings.of(request, settings),
                PathReadings.of(request, settings),
                QueryReadings.of(request),
                FormReadings.of(request),
                List.of(new Reading<>(List.of(TOKEN), List.of()))),
            new byte[20]);

    assertThat(search.run()).isEmpty();
    assertThat(search.digests()).isPositive().isLessThanOrEqualTo(SignatureSearch.MOST_DIGESTS);
    assertThat(search.characters()).isLessThanOrEqualTo(SignatureSearch.MOST_CHARACTERS);
    assertThat(search.tried()).isLessThanOrEqualTo(search.digests() + 1);
  }
}

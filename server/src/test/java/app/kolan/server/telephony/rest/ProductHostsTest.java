package app.kolan.server.telephony.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class ProductHostsTest {
  @ParameterizedTest
  @CsvSource({
    "https://api.twilio.com, https://monitor.twilio.com, https://voice.twilio.com",
    "https://api.twilio.com/, https://monitor.twilio.com, https://voice.twilio.com",
    "https://api.dublin.ie1.twilio.com,"
        + " https://monitor.dublin.ie1.twilio.com, https://voice.dublin.ie1.twilio.com",
    "http://127.0.0.1:8081, http://127.0.0.1:8081, http://127.0.0.1:8081",
    "https://api.twilio.com.example.com,"
        + " https://api.twilio.com.example.com, https://api.twilio.com.example.com"
  })
  void twilio_has_a_host_for_each_part_and_others_have_one(URI base, String monitor, String voice) {
    ProductHosts hosts = ProductHosts.of(base);

    assertThat(hosts.api()).isEqualTo(base.toString().replaceFirst("/$", ""));
    assertThat(hosts.monitor()).isEqualTo(monitor);
    assertThat(hosts.voice()).isEqualTo(voice);
  }
}

package app.kolan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("unit")
class RequestJudgementTest {
  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new ConnectException("refused"), 11205),
        Arguments.of(new HttpConnectTimeoutException("slow"), 11205),
        Arguments.of(because(new ConnectException(), new UnresolvedAddressException()), 11210),
        Arguments.of(new UnknownHostException("nowhere"), 11210),
        Arguments.of(new SSLHandshakeException("no common protocol"), 11220),
        Arguments.of(
            tls(new CertificateException("No subject alternative DNS name matching a.example")),
            11235),
        Arguments.of(tls(new CertificateException("No name matching a.example found")), 11235),
        Arguments.of(tls(new CertificateExpiredException("yesterday")), 11236),
        Arguments.of(tls(new CertPathBuilderException("no path")), 11237),
        Arguments.of(new ProtocolException("Invalid status line"), 11206),
        Arguments.of(new IOException("EOF"), 11200),
        Arguments.of(new TimeoutException(), 11200),
        Arguments.of(new IllegalArgumentException("invalid URI scheme"), 11100),
        Arguments.of(new IllegalStateException(), 11200));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void each_failure_has_its_code(Throwable failure, int code) {
    assertThat(RequestJudgement.judge(failure).problem().code()).isEqualTo(code);
    assertThat(RequestJudgement.judge(new IOException(failure)).problem().code()).isEqualTo(code);
  }

  @Test
  void a_cyclic_cause_is_classified() {
    var one = new IOException("one");
    var other = new IOException("other", one);
    one.initCause(other);

    assertThat(RequestJudgement.judge(one).problem().code()).isEqualTo(11200);
  }

  @Test
  void only_what_was_not_sent_is_tried_again() {
    assertThat(RequestJudgement.isBeforeSending(new ConnectException())).isTrue();
    assertThat(RequestJudgement.isBeforeSending(new SSLHandshakeException("no"))).isTrue();
    assertThat(RequestJudgement.isBeforeSending(new ProtocolException())).isFalse();
    assertThat(RequestJudgement.isBeforeSending(new IOException())).isFalse();
  }

  private static Throwable tls(Exception cause) {
    return because(new SSLHandshakeException("no"), cause);
  }

  private static Throwable because(Throwable failure, Throwable cause) {
    failure.initCause(cause);
    return failure;
  }
}

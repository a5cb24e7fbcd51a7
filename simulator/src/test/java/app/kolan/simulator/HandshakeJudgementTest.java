package app.kolan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("unit")
class HandshakeJudgementTest {
  static Stream<Arguments> failures() {
    var unresolved = new ConnectException();
    unresolved.initCause(new UnresolvedAddressException());
    return Stream.of(
        Arguments.of(new HttpConnectTimeoutException("slow"), 31901),
        Arguments.of(new ConnectException("refused"), 31902),
        Arguments.of(unresolved, 31904),
        Arguments.of(new UnknownHostException("nowhere"), 31904),
        Arguments.of(new SSLHandshakeException("not TLS"), 31910),
        Arguments.of(new SSLException("not TLS"), 31910),
        Arguments.of(new IOException("no response began", new SSLException("not TLS")), 31910),
        Arguments.of(new IOException("gone"), 31920));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void each_failure_has_its_code(Throwable failure, int code) {
    assertThat(HandshakeJudgement.judge(failure).problem().code()).isEqualTo(code);
    assertThat(
            HandshakeJudgement.judge(new CompletionException(new ExecutionException(failure)))
                .problem()
                .code())
        .isEqualTo(code);
  }

  @Test
  void a_status_instead_of_an_upgrade_is_named() {
    var finding = HandshakeJudgement.judge(403);

    assertThat(finding.problem().code()).isEqualTo(31920);
    assertThat(finding.detail()).contains("403");
  }
}

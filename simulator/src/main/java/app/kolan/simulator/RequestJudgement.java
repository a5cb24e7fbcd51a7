package app.kolan.simulator;

import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.twiml.TwimlReading.Finding;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/// The problem that Twilio raises when an HTTP request fails, as far as the JDK reports the cause.
///
/// Source: https://www.twilio.com/docs/api/errors/11200 and the codes after it
public final class RequestJudgement {
  private RequestJudgement() {}

  /// Classifies the failure of an exchange. Pure and total.
  public static Finding judge(Throwable failure) {
    Causes causes = Causes.of(failure);
    if (causes.have(UnresolvedAddressException.class) || causes.have(UnknownHostException.class)) {
      return new Finding(Problems.HTTP_BAD_HOST, "the name of the host cannot be resolved");
    }
    if (causes.have(CertificateExpiredException.class)) {
      return new Finding(Problems.CERTIFICATE_EXPIRED, "the certificate has expired");
    }
    if (causes.all().stream().anyMatch(RequestJudgement::isOtherName)) {
      return new Finding(Problems.CERTIFICATE_NAME, "the certificate is for another name");
    }
    if (causes.have(CertPathBuilderException.class)) {
      return new Finding(
          Problems.CERTIFICATE_PATH, "the certificate's chain leads to nobody who is trusted");
    }
    if (causes.have(SSLException.class)) {
      return new Finding(Problems.TLS_HANDSHAKE, "the server does not speak TLS properly");
    }
    if (causes.have(ConnectException.class) || causes.have(HttpConnectTimeoutException.class)) {
      return new Finding(Problems.HTTP_CONNECTION_FAILURE, "two attempts to connect failed");
    }
    if (causes.have(ProtocolException.class)) {
      return new Finding(Problems.HTTP_PROTOCOL, "the answer is no HTTP");
    }
    if (causes.have(IllegalArgumentException.class)) {
      return new Finding(Problems.INVALID_URL, "the address is not one of http or https");
    }
    if (causes.have(TimeoutException.class)) {
      return new Finding(Problems.HTTP_RETRIEVAL_FAILURE, "there was no answer in time");
    }
    return new Finding(
        Problems.HTTP_RETRIEVAL_FAILURE,
        "the exchange broke off: " + failure.getClass().getSimpleName());
  }

  /// Whether Twilio retries: only when nothing was sent yet.
  static boolean isBeforeSending(Throwable failure) {
    Causes causes = Causes.of(failure);
    return failure instanceof IOException
        && (causes.have(ConnectException.class)
            || causes.have(HttpConnectTimeoutException.class)
            || causes.have(SSLException.class));
  }

  private static boolean isOtherName(Throwable cause) {
    String message = cause.getMessage() == null ? "" : cause.getMessage().toLowerCase(Locale.ROOT);
    return cause instanceof CertificateException
        && (message.contains("no subject alternative")
            || message.contains("no name matching")
            || message.contains("subject alternative dns name matching"));
  }
}

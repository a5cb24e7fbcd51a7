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
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/// The problem that Twilio raises when an HTTP request fails, as far as the JDK reports the cause.
///
/// Source: https://www.twilio.com/docs/api/errors/11200 and the codes after it
public final class RequestJudgement {
  private RequestJudgement() {}

  /// Classifies the failure of an exchange. Pure and total.
  public static Finding judge(Throwable failure) {
    List<Throwable> causes = causes(failure);
    if (has(causes, UnresolvedAddressException.class) || has(causes, UnknownHostException.class)) {
      return new Finding(Problems.HTTP_BAD_HOST, "the name of the host cannot be resolved");
    }
    if (has(causes, CertificateExpiredException.class)) {
      return new Finding(Problems.CERTIFICATE_EXPIRED, "the certificate has expired");
    }
    if (causes.stream().anyMatch(RequestJudgement::isOtherName)) {
      return new Finding(Problems.CERTIFICATE_NAME, "the certificate is for another name");
    }
    if (has(causes, CertPathBuilderException.class)) {
      return new Finding(
          Problems.CERTIFICATE_PATH, "the certificate's chain leads to nobody who is trusted");
    }
    if (has(causes, SSLException.class)) {
      return new Finding(Problems.TLS_HANDSHAKE, "the server does not speak TLS properly");
    }
    if (has(causes, ConnectException.class) || has(causes, HttpConnectTimeoutException.class)) {
      return new Finding(Problems.HTTP_CONNECTION_FAILURE, "two attempts to connect failed");
    }
    if (has(causes, ProtocolException.class)) {
      return new Finding(Problems.HTTP_PROTOCOL, "the answer is no HTTP");
    }
    if (has(causes, IllegalArgumentException.class)) {
      return new Finding(Problems.INVALID_URL, "the address is not one of http or https");
    }
    if (has(causes, TimeoutException.class)) {
      return new Finding(Problems.HTTP_RETRIEVAL_FAILURE, "there was no answer in time");
    }
    return new Finding(
        Problems.HTTP_RETRIEVAL_FAILURE,
        "the exchange broke off: " + failure.getClass().getSimpleName());
  }

  /// Whether Twilio retries: only when nothing was sent yet.
  static boolean isBeforeSending(Throwable failure) {
    List<Throwable> causes = causes(failure);
    return failure instanceof IOException
        && (has(causes, ConnectException.class)
            || has(causes, HttpConnectTimeoutException.class)
            || has(causes, SSLException.class));
  }

  private static boolean isOtherName(Throwable cause) {
    String message = cause.getMessage() == null ? "" : cause.getMessage().toLowerCase(Locale.ROOT);
    return cause instanceof CertificateException
        && (message.contains("no subject alternative")
            || message.contains("no name matching")
            || message.contains("subject alternative dns name matching"));
  }

  private static boolean has(List<Throwable> causes, Class<? extends Throwable> kind) {
    return causes.stream().anyMatch(kind::isInstance);
  }

  private static List<Throwable> causes(Throwable failure) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    var causes = new ArrayList<Throwable>();
    for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
      causes.add(cause);
    }
    return causes;
  }
}

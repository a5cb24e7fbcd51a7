package app.kolan.doctor.remote;

import app.kolan.doctor.Finding;
import app.kolan.doctor.remote.wire.WireResult.Answered;

/// How a response can be changed on its way back.
final class ResponseFate {
  private ResponseFate() {}

  /// How a response that should be JSON is damaged.
  static String damage(Answered answer, ProxyKind proxy) {
    String text = answer.text();
    if (!answer.whole()) {
      return "%s breaks off within the body, after %d bytes"
          .formatted(proxy.title(), answer.content().length());
    }
    if (text.isEmpty()) {
      return "%s takes the body off".formatted(proxy.title());
    }
    if (!text.startsWith("{")) {
      return "%s puts something before the body".formatted(proxy.title());
    }
    if (!text.stripTrailing().endsWith("}")) {
      return text.contains("}<") || text.contains("}\n<")
          ? "%s puts something behind the body".formatted(proxy.title())
          : "%s cuts the body".formatted(proxy.title());
    }
    return "%s changes the body".formatted(proxy.title());
  }

  static Finding cached(ProxyKind proxy, String method) {
    return Finding.broken(
            "an answer comes from a cache",
            "two different requests (%s) get the same answer from %s: callers would get the TwiML of"
                    .formatted(method, proxy.title())
                + " others, with tickets that are spent",
            Directive.CACHE.in(proxy))
        .raising(31921, 11200);
  }
}

package app.kolan.doctor.remote;

import app.kolan.doctor.Finding;
import app.kolan.doctor.remote.wire.WireResult.Answered;

/// What can become of an answer on its way back.
final class ResponseFate {
  private ResponseFate() {}

  /// How an answer that should be JSON is damaged.
  static String damage(Answered answer, ProxyKind front) {
    String text = answer.text();
    if (!answer.whole()) {
      return "%s breaks off within the body, after %d bytes"
          .formatted(front.title(), answer.content().length());
    }
    if (text.isEmpty()) {
      return "%s takes the body off".formatted(front.title());
    }
    if (!text.startsWith("{")) {
      return "%s puts something before the body".formatted(front.title());
    }
    if (!text.stripTrailing().endsWith("}")) {
      return text.contains("}<") || text.contains("}\n<")
          ? "%s puts something behind the body".formatted(front.title())
          : "%s cuts the body".formatted(front.title());
    }
    return "%s changes the body".formatted(front.title());
  }

  static Finding cached(ProxyKind front, String method) {
    return Finding.broken(
            "an answer comes from a cache",
            "two different requests (%s) get the same answer from %s: callers would get the TwiML of"
                    .formatted(method, front.title())
                + " others, with tickets that are spent",
            Directive.CACHE.in(front))
        .raising(31921, 11200);
  }
}

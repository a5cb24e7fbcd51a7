package app.kolan.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// Why a request is not done, as RFC 9457 has it. It is for the one who asks: it never holds a
/// secret or a trace.
public final class ApiProblem extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// The kinds, whose URIs never change.
  enum Kind {
    MALFORMED(400, "malformed", "The request cannot be read"),
    UNAUTHENTICATED(401, "unauthenticated", "It is not known who asks"),
    FORBIDDEN(403, "forbidden", "Not allowed"),
    SIGN_IN_AGAIN(403, "sign-in-again", "Sign in anew for that"),
    NOT_FOUND(404, "not-found", "There is no such thing"),
    METHOD(405, "method-not-allowed", "Not with this method"),
    NOT_ACCEPTABLE(406, "not-acceptable", "Not in a form that is accepted"),
    CONFLICT(409, "conflict", "Another change is in the way"),
    CHANGED(412, "changed", "It was changed meanwhile"),
    TOO_LARGE(413, "too-large", "The body is too large"),
    MEDIA_TYPE(415, "media-type", "Not in this form"),
    RANGE(416, "range", "There are no such bytes"),
    INVALID(422, "invalid", "Something in the request cannot be used"),
    CONDITION_NEEDED(428, "condition-needed", "An If-Match is needed"),
    TOO_MANY(429, "too-many-requests", "Too many requests"),
    FAULT(500, "fault", "A fault of the server"),
    BUSY(503, "unavailable", "Not available for the moment");

    private final int status;
    private final String word;
    private final String title;

    Kind(int status, String word, String title) {
      this.status = status;
      this.word = word;
      this.title = title;
    }
  }

  /// A mistake and its place.
  record Mistake(String at, String seen, String remedy) {}

  private final Kind kind;
  private final transient List<Mistake> mistakes;

  ApiProblem(Kind kind, String detail) {
    this(kind, detail, List.of());
  }

  ApiProblem(Kind kind, String detail, List<Mistake> mistakes) {
    super(detail, null, false, false);
    this.kind = kind;
    this.mistakes = List.copyOf(mistakes);
  }

  static ApiProblem unknown(String what) {
    return new ApiProblem(Kind.NOT_FOUND, "There is no such " + what + ".");
  }

  int status() {
    return kind.status;
  }

  ApiAnswer answer() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("type", "/api/v1/problems/" + kind.word);
    body.put("title", kind.title);
    body.put("status", kind.status);
    body.put("detail", getMessage());
    if (!mistakes.isEmpty()) {
      ArrayNode errors = body.putArray("errors");
      for (Mistake mistake : mistakes) {
        errors
            .addObject()
            .put("at", mistake.at())
            .put("seen", mistake.seen())
            .put("remedy", mistake.remedy());
      }
    }
    ApiAnswer answer = ApiAnswer.of(kind.status, "application/problem+json", body.toString());
    return switch (kind) {
      case UNAUTHENTICATED -> answer.with("WWW-Authenticate", "Bearer realm=\"kolan\"");
      case BUSY -> answer.with("Retry-After", "2");
      default -> answer;
    };
  }
}

package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.api.IdempotencyStore.Known;
import app.kolan.server.directory.InvalidSettings;
import app.kolan.server.directory.SecretCipher;
import app.kolan.server.store.StoreException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// Does a request with an `Idempotency-Key` once: who repeats it within a day gets the same answer,
/// also after a restart. Answers are encrypted in the database, since one can hold a new key.
///
/// A request that a crash has cut off is answered with 409 until its key expires: nobody knows
/// whether it was done.
public final class Idempotency {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration KEPT = Duration.ofDays(1);

  /// What the key is derived for by which answers are encrypted.
  public static final String PURPOSE = "idempotency";

  private final IdempotencyStore store;
  private final SecretCipher cipher;
  private final InstantSource clock;

  Idempotency(IdempotencyStore store, SecretCipher cipher, InstantSource clock) {
    this.store = store;
    this.cipher = cipher;
    this.clock = clock;
  }

  /// Answers, or finds the answer of before.
  ApiAnswer once(Contract.Entry entry, ApiRequest request, Operation operation) {
    String key = request.headers().get("idempotency-key");
    if (key == null || !entry.hasParameter("Idempotency-Key")) {
      return answer(operation, request);
    }
    String actor = request.who().actor();
    String fingerprint =
        hash(
            entry.id(),
            request.path().toString(),
            request.query().toString(),
            request.headers().getOrDefault("content-type", ""),
            request.headers().getOrDefault("if-match", ""),
            request.text());
    Optional<Known> known = store.begin(actor, key, fingerprint, clock.instant(), KEPT);
    if (known.isPresent()) {
      return again(known.get(), fingerprint);
    }
    ApiAnswer answer;
    try {
      answer = answer(operation, request);
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      store.forget(actor, key);
      throw e;
    }
    String sealed = cipher.encrypt(text(answer), PURPOSE);
    store.answered(actor, key, sealed);
    return answer;
  }

  private static ApiAnswer answer(Operation operation, ApiRequest request) {
    try {
      return operation.answer(request);
    } catch (StoreException e) {
      throw e;
    } catch (InvalidSettings | IOException | RuntimeException e) {
      throw ApiProblems.of(e);
    }
  }

  private ApiAnswer again(Known known, String fingerprint) {
    if (!known.fingerprint().equals(fingerprint)) {
      throw new ApiProblem(
          Kind.INVALID, "This Idempotency-Key was used for another request; use a new one.");
    }
    String sealed =
        known
            .answer()
            .orElseThrow(
                () ->
                    new ApiProblem(
                        Kind.CONFLICT,
                        "The first request with this Idempotency-Key is under way, or was cut off."));
    return answer(cipher.decrypt(sealed, PURPOSE));
  }

  private static String text(ApiAnswer answer) {
    ObjectNode node = JSON.createObjectNode();
    node.put("status", answer.status());
    ObjectNode headers = node.putObject("headers");
    answer.headers().forEach(headers::put);
    node.put("body", answer.body());
    return node.toString();
  }

  private static ApiAnswer answer(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      Map<String, String> headers = new HashMap<>();
      node.path("headers")
          .properties()
          .forEach(e -> headers.put(e.getKey(), e.getValue().asText()));
      return new ApiAnswer(
          node.path("status").asInt(), headers, node.path("body").textValue(), null);
    } catch (IOException e) {
      throw new IllegalStateException("a stored answer cannot be read", e);
    }
  }

  private static String hash(String... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package app.kolan.server.privacy.sql;

import app.kolan.twilio.webhook.CallSid;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The calls whose rows are gone, by SHA-256 of their SIDs, which are random and cannot be guessed
/// back.
final class ErasedCalls {
  private ErasedCalls() {}

  static void add(Handle handle, List<CallSid> calls) {
    for (CallSid call : calls) {
      handle
          .createUpdate(
              "insert into erased_calls (call_hash) values (:hash) on conflict do nothing")
          .bind("hash", hash(call))
          .execute();
    }
  }

  static boolean contains(Handle handle, CallSid call) {
    return handle
        .createQuery("select count(*) from erased_calls where call_hash = :hash")
        .bind("hash", hash(call))
        .mapTo(Integer.class)
        .one()
        .equals(1);
  }

  static long count(Handle handle) {
    return handle.createQuery("select count(*) from erased_calls").mapTo(Long.class).one();
  }

  static List<CallSid> among(Handle handle, List<CallSid> calls) {
    Map<String, CallSid> byHash =
        calls.stream().collect(Collectors.toMap(ErasedCalls::hash, call -> call, (a, _) -> a));
    return handle
        .createQuery("select call_hash from erased_calls where call_hash in (<hashes>)")
        .bindList("hashes", List.copyOf(byHash.keySet()))
        .mapTo(String.class)
        .stream()
        .map(byHash::get)
        .toList();
  }

  private static String hash(CallSid call) {
    try {
      byte[] text = call.value().getBytes(StandardCharsets.US_ASCII);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

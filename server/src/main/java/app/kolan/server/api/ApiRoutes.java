package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.directory.InvalidSettings;
import app.kolan.server.identity.Principal;
import app.kolan.server.store.StoreException;
import app.kolan.server.web.PublicApi;
import app.kolan.server.web.RequestThreads;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the requests of the API: refuses a stranger before anything is read of his body, asks
/// [AccessControl] on a thread of [RequestThreads], reads the body within bounds, and has an
/// [Operation] answer.
///
/// The event loop, which carries calls, too, never waits here.
final class ApiRoutes implements PublicApi, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ApiRoutes.class);
  private static final int LARGEST_BODY = 1024 * 1024;
  private static final int LARGEST_FILE = 10 * 1024 * 1024;
  private static final long LONGEST_MILLIS = 15_000;

  private final Vertx vertx;
  private final Contract contract;
  private final Map<String, Operation> operations;
  private final AccessControl access;
  private final Idempotency idempotency;
  private final EventStreams streams;
  private final RequestThreads threads;
  private final RateLimits limits;
  private final McpEndpoint mcp;

  ApiRoutes(
      Vertx vertx,
      Contract contract,
      Map<String, Operation> operations,
      AccessControl access,
      Idempotency idempotency,
      EventStreams streams,
      RequestThreads threads,
      RateLimits limits) {
    this.vertx = vertx;
    this.contract = contract;
    this.operations = Map.copyOf(operations);
    this.access = access;
    this.idempotency = idempotency;
    this.streams = streams;
    this.threads = threads;
    this.limits = limits;
    mcp = new McpEndpoint(contract, this.operations, access, idempotency);
  }

  @Override
  public void handle(HttpServerRequest request, String address, Runnable verified) {
    var exchange = new Exchange(request, address, verified);
    exchange.begin();
  }

  @Override
  public void close() {
    threads.close();
  }

  /// One request and its answer.
  private final class Exchange {
    private final HttpServerRequest request;
    private final String address;
    private final Runnable verified;
    private final Context loop = vertx.getOrCreateContext();
    private final ApiResponse response;
    private final boolean hasBody;
    private String credential = "";

    Exchange(HttpServerRequest request, String address, Runnable verified) {
      this.request = request;
      this.address = address;
      this.verified = verified;
      response = new ApiResponse(request, loop);
      String length = request.getHeader("Content-Length");
      hasBody =
          request.getHeader("Transfer-Encoding") != null
              || (length != null && !length.strip().equals("0"));
    }

    void begin() {
      String path = String.valueOf(request.path());
      if (path.endsWith(McpEndpoint.PATH) && !path.contains(Contract.BASE)) {
        beginMcp();
        return;
      }
      int base = path.indexOf(Contract.BASE);
      String below = base < 0 ? "" : path.substring(base + Contract.BASE.length());
      Map<String, Contract.Entry> found = contract.at(below);
      String method = request.method().name();
      Contract.@Nullable Entry entry = found.get(method.equals("HEAD") ? "GET" : method);
      boolean isPublic = entry != null && entry.permission().equals("public");
      credential = AccessControl.credential(request.getHeader("Authorization")).orElse("");
      if (!isPublic && credential.isEmpty()) {
        refuse(stranger());
        return;
      }
      request.pause();
      response.limit(vertx, LONGEST_MILLIS);
      run(() -> decide(below, found, entry, isPublic));
    }

    /// A message of the Model Context Protocol. No browser asks here: a page that was led to this
    /// address has an origin.
    private void beginMcp() {
      credential = AccessControl.credential(request.getHeader("Authorization")).orElse("");
      if (credential.isEmpty()) {
        refuse(stranger());
      } else if (request.getHeader("Origin") != null) {
        refuse(new ApiProblem(Kind.FORBIDDEN, "This is not for pages in a browser."));
      } else if (!request.method().name().equals("POST")) {
        response.send(
            new ApiProblem(Kind.METHOD, "Send messages by POST.").answer().with("Allow", "POST"));
      } else {
        request.pause();
        response.limit(vertx, LONGEST_MILLIS);
        run(
            () -> {
              Principal principal = admit();
              var asker = new McpEndpoint.Asker(principal, credential, address);
              String version = request.getHeader("MCP-Protocol-Version");
              loop.runOnContext(
                  _ ->
                      readBody(
                          LARGEST_BODY,
                          bytes -> response.send(mcp.answer(asker, version, utf8(bytes)))));
            });
      }
    }

    /// Who asks, when he does not ask too much.
    private Principal admit() {
      Principal principal = access.who(credential).orElseThrow(Exchange::stranger);
      loop.runOnContext(_ -> verified.run());
      take(principal);
      return principal;
    }

    private void take(@Nullable Principal principal) {
      RateLimits.Found rate =
          limits.take(principal == null ? "address:" + address : principal.actor());
      response.rate(rate);
      if (!rate.allowed()) {
        throw new ApiProblem(
            Kind.TOO_MANY, "Ask again in %d seconds.".formatted(rate.resetSeconds()));
      }
    }

    private void decide(
        String below,
        Map<String, Contract.Entry> found,
        Contract.@Nullable Entry entry,
        boolean isPublic) {
      @Nullable Principal principal = null;
      if (isPublic) {
        take(null);
      } else {
        principal = admit();
      }
      if (found.isEmpty()) {
        throw ApiProblem.unknown("resource");
      }
      String allow =
          String.join(", ", found.keySet())
              + (found.containsKey("GET") ? ", HEAD" : "")
              + ", OPTIONS";
      if (request.method().name().equals("OPTIONS")) {
        response.send(ApiAnswer.nothing().with("Allow", allow));
        return;
      }
      if (entry == null) {
        response.send(
            new ApiProblem(Kind.METHOD, "There are " + allow + ".").answer().with("Allow", allow));
        return;
      }
      Map<String, String> path = Contract.pathParameters(entry, below);
      @Nullable BusinessRecord business =
          principal == null ? null : access.admit(entry, principal, credential, path);
      Map<String, String> headers = headers();
      Map<String, String> query = query();
      contract.judgeParameters(entry, path, query, headers);
      AcceptHeader.judge(entry, headers.getOrDefault("accept", ""));
      var asked =
          new ApiRequest(
              principal,
              credential,
              business,
              path,
              query,
              headers,
              MissingNode.getInstance(),
              "",
              address);
      if (entry.isStream() && request.method().name().equals("HEAD")) {
        response.send(ApiAnswer.of(200, "text/event-stream", ""));
      } else if (entry.isStream()) {
        streams.begin(asked, request, loop, response);
      } else if (entry.takesBody()) {
        loop.runOnContext(_ -> readBody(entry, asked));
      } else {
        answer(entry, asked);
      }
    }

    private void readBody(Contract.Entry entry, ApiRequest asked) {
      readBody(
          entry.takesFile() ? LARGEST_FILE : LARGEST_BODY,
          bytes -> {
            // A file's bytes go on as characters, one for each.
            String text =
                entry.takesFile() ? new String(bytes, StandardCharsets.ISO_8859_1) : utf8(bytes);
            JsonNode json =
                contract.readBody(entry, asked.headers().getOrDefault("content-type", ""), text);
            answer(entry, asked.withBody(json, text));
          });
    }

    private void readBody(int most, BodyTaker taker) {
      Buffer body = Buffer.buffer();
      request.handler(
          part -> {
            if (body.length() + part.length() > most) {
              request.handler(null);
              // What was cut off is not taken for the whole.
              request.endHandler(null);
              refuse(
                  new ApiProblem(
                      Kind.TOO_LARGE, "At most %d MB is taken.".formatted(most / LARGEST_BODY)));
            } else {
              body.appendBuffer(part);
            }
          });
      request.endHandler(_ -> run(() -> taker.take(body.getBytes())));
      request.resume();
    }

    private void answer(Contract.Entry entry, ApiRequest asked) {
      Operation operation = operations.get(entry.id());
      if (operation == null) {
        throw ApiProblem.unknown("resource");
      }
      response.send(idempotency.once(entry, asked, operation));
    }

    private void run(Work work) {
      boolean taken =
          threads.offer(
              () -> {
                try {
                  work.run();
                } catch (ApiProblem problem) {
                  refuse(problem);
                } catch (StoreException e) {
                  LOG.atDebug()
                      .addKeyValue("code", e.code())
                      .log("the API could not use the store");
                  refuse(
                      new ApiProblem(
                          Kind.BUSY, "The store does not answer (%s).".formatted(e.code())));
                } catch (RuntimeException | IOException | InvalidSettings fault) {
                  refuse(ApiProblems.of(fault));
                } catch (Error error) {
                  // Such as a stack that a deep text has used up: the thread is whole again here.
                  LOG.error("a request of the API has failed", error);
                  refuse(new ApiProblem(Kind.FAULT, "It is in the server's log."));
                }
              });
      if (!taken) {
        refuse(new ApiProblem(Kind.BUSY, "Too much is asked at once."));
      }
    }

    /// A body that was not read is not waited for: the connection is closed.
    private void refuse(ApiProblem problem) {
      ApiAnswer answer = problem.answer();
      response.send(hasBody ? answer.with("Connection", "close") : answer);
    }

    private static ApiProblem stranger() {
      return new ApiProblem(
          Kind.UNAUTHENTICATED, "Send Authorization: Bearer with an API key or a session's token.");
    }

    private Map<String, String> headers() {
      var headers = new HashMap<String, String>();
      request
          .headers()
          .forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
      return headers;
    }

    private Map<String, String> query() {
      var query = new HashMap<String, String>();
      request.params().forEach((name, value) -> query.put(name, value));
      return query;
    }
  }

  /// What takes a body, on a thread of the API.
  private interface BodyTaker {
    void take(byte[] body) throws IOException, InvalidSettings;
  }

  private interface Work {
    void run() throws IOException, InvalidSettings;
  }

  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw new ApiProblem(Kind.MALFORMED, "The body is not UTF-8.");
    }
  }
}

package app.kolan.server.console.http;

import app.kolan.server.console.http.PageAdmission.Whom;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest.Looks;
import app.kolan.server.console.http.PageRequest.Wire;
import app.kolan.server.console.text.Language;
import app.kolan.server.console.text.Texts;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.directory.DirectoryConflict;
import app.kolan.server.identity.IdentityRefusal;
import app.kolan.server.identity.Sessions;
import app.kolan.server.privacy.PrivacyRefusal;
import app.kolan.server.store.CrmConflict;
import app.kolan.server.store.StoreException;
import app.kolan.server.web.PublicConsole;
import app.kolan.server.web.RequestThreads;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the requests of the console: sends assets at once, and has pages made on threads of
/// [RequestThreads], for those who may have them.
///
/// The event loop, which carries calls, too, never waits here.
public final class ConsoleRoutes implements PublicConsole, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleRoutes.class);

  /// A form of a stranger, of one who has signed in, and one of his with a file in it.
  private static final int LARGEST_OF_STRANGER = 64 * 1024;

  private static final int LARGEST_FORM = 2 * 1024 * 1024;
  private static final int LARGEST_UPLOAD = 10 * 1024 * 1024;
  private static final Duration LOOKS = Duration.ofDays(365);
  private static final Set<String> THEMES = Set.of("light", "dark", "");

  private final Vertx vertx;
  private final Site site;
  private final Routes routes;
  private final Sessions sessions;
  private final RequestThreads threads;

  /// @param threads end with this
  public ConsoleRoutes(
      Vertx vertx, Site site, Routes routes, Sessions sessions, RequestThreads threads) {
    this.threads = threads;
    this.vertx = vertx;
    this.site = site;
    this.routes = routes;
    this.sessions = sessions;
  }

  @Override
  public void handle(HttpServerRequest request, Arrival arrival) {
    new Exchange(request, arrival).begin();
  }

  @Override
  public void close() {
    threads.close();
  }

  /// One request and its answer.
  private final class Exchange {
    private final HttpServerRequest request;
    private final Arrival arrival;
    private final Context loop = vertx.getOrCreateContext();
    private final Wire wire;
    private final Looks looks;
    private final ConsoleResponse response;
    private final boolean hasBody;

    Exchange(HttpServerRequest request, Arrival arrival) {
      this.request = request;
      this.arrival = arrival;
      Map<String, String> headers = headers(request);
      var cookies = Cookies.of(arrival.secure(), headers.get("cookie"));
      String method = request.method().name();
      wire =
          new Wire(
              method.equals("HEAD") ? "GET" : method,
              below(request.path(), arrival.base().prefix()),
              Form.of(request.query() == null ? "" : request.query()),
              headers,
              cookies,
              arrival.address(),
              arrival.base(),
              arrival.base().prefix() + PATH,
              SecurityHeaders.newNonce(),
              site.clock().instant());
      looks =
          new Looks(
              Language.ofTag(chosen("language", Cookies.LANGUAGE)).orElse(Language.HEBREW),
              THEMES.contains(chosen("theme", Cookies.THEME))
                  ? chosen("theme", Cookies.THEME)
                  : "");
      response = new ConsoleResponse(vertx, request, loop, wire.nonce());
      String length = headers.get("content-length");
      hasBody =
          headers.containsKey("transfer-encoding")
              || (length != null && !length.strip().equals("0"));
    }

    private String chosen(String parameter, String cookie) {
      return wire.query().has(parameter)
          ? wire.query().text(parameter)
          : wire.cookies().value(cookie);
    }

    void begin() {
      if (wire.path().startsWith(Assets.PATH)) {
        sendAsset(wire.path().substring(Assets.PATH.length()));
        return;
      }
      request.pause();
      response.limit(
          routes
              .find(wire.method(), wire.path())
              .map(found -> found.route().longest())
              .orElse(Routes.USUAL)
              .toMillis(),
          PageAnswer.tooSlow(Texts.in(looks.language())));
      run(this::decide);
    }

    private void sendAsset(String address) {
      Assets.@Nullable Asset asset = site.assets().at(address);
      if (asset == null) {
        response.send(PageAnswer.text(404, "text/plain; charset=utf-8", "No such file."));
        return;
      }
      byte @Nullable [] gzipped =
          Compression.isWanted(wire.headers().get("accept-encoding")) ? asset.gzipped() : null;
      var answer =
          new PageAnswer(
              200,
              Map.of(
                  "Content-Type", asset.type(),
                  "Cache-Control", "public, max-age=31536000, immutable",
                  "Vary", "Accept-Encoding"),
              List.of(),
              new PageAnswer.Body.Bytes(gzipped == null ? asset.bytes() : gzipped));
      response.send(gzipped == null ? answer : answer.with("Content-Encoding", "gzip"));
    }

    private void decide() throws IOException {
      @Nullable SignedInUser visitor = visitor();
      Routes.Found found =
          routes
              .find(wire.method(), wire.path())
              .orElseThrow(
                  () -> new PageProblem(routes.knows(wire.path()) ? Kind.METHOD : Kind.UNKNOWN));
      PageAdmission admission = found.route().admission();
      if (visitor == null && admission.whom() != Whom.ANYBODY) {
        if (SavedForm.mayBe(wire) && OwnOrigin.sent(wire.headers(), arrival.base())) {
          var strangers = new PageRequest(site, wire, looks, null, null, Map.of(), Form.EMPTY);
          loop.runOnContext(_ -> readForm(found, strangers));
          return;
        }
        // What he sends is not waited for.
        response.send(hasBody ? toSignIn().with("Connection", "close") : toSignIn());
        return;
      }
      if (visitor != null && admission.whom() == Whom.OF_SERVER) {
        admission.requireEverywhere(visitor);
      }
      @Nullable BusinessRecord business =
          visitor != null && admission.whom() == Whom.OF_BUSINESS
              ? admission.admit(
                  visitor, site.businesses(), found.parameters().getOrDefault("business", ""))
              : null;
      var asked =
          new PageRequest(site, wire, looks, visitor, business, found.parameters(), Form.EMPTY);
      if (wire.method().equals("GET")) {
        answer(found, asked);
        return;
      }
      if (!OwnOrigin.sent(wire.headers(), arrival.base())) {
        throw new PageProblem(Kind.STALE_FORM);
      }
      loop.runOnContext(_ -> readForm(found, asked));
    }

    private @Nullable SignedInUser visitor() {
      String token = wire.cookies().value(Cookies.SESSION);
      Optional<SignedInUser> visitor =
          Optional.of(token)
              .filter(sent -> !sent.isEmpty())
              .flatMap(sessions::find)
              .map(known -> new SignedInUser(known.user(), token));
      visitor.ifPresent(_ -> loop.runOnContext(_ -> arrival.verified().run()));
      return visitor.orElse(null);
    }

    private void readForm(Routes.Found found, PageRequest asked) {
      boolean hasFile = Multipart.isType(wire.headers().getOrDefault("content-type", ""));
      int most =
          asked.visitor() == null ? LARGEST_OF_STRANGER : hasFile ? LARGEST_UPLOAD : LARGEST_FORM;
      Buffer body = Buffer.buffer();
      request.handler(
          part -> {
            if (body.length() + part.length() > most) {
              request.handler(null);
              // What was cut off is not taken for the whole.
              request.endHandler(null);
              run(
                  () -> {
                    throw new PageProblem(Kind.TOO_LARGE);
                  });
            } else {
              body.appendBuffer(part);
            }
          });
      request.endHandler(_ -> run(() -> take(found, asked, body.getBytes())));
      request.resume();
    }

    private void take(Routes.Found found, PageRequest asked, byte[] body) throws IOException {
      Form form = FormReader.read(wire.headers().getOrDefault("content-type", ""), body);
      SignedInUser visitor = asked.visitor();
      if (found.route().admission().whom() != Whom.ANYBODY) {
        SavedForm kept = SavedForm.of(wire.path(), form);
        if (visitor == null) {
          signInAndKeep(kept);
          return;
        }
        if (!CsrfToken.matches(visitor.token(), form.text(CsrfToken.FIELD))) {
          if (kept.isEmpty() || !kept.isOf(visitor.user()) || body.length > SavedForm.LARGEST) {
            throw new PageProblem(Kind.STALE_FORM);
          }
          response.send(keepingLooks(asked.show(403, "page/sendAgain", "", kept)));
          return;
        }
      }
      answer(
          found,
          new PageRequest(site, wire, looks, visitor, asked.business(), asked.inPath(), form));
    }

    private void signInAndKeep(SavedForm kept) throws IOException {
      if (kept.isEmpty()) {
        response.send(toSignIn());
        return;
      }
      Routes.Found form = routes.find("GET", "/login").orElseThrow();
      answer(form, new PageRequest(site, wire, looks, null, null, Map.of(), kept.carrying()));
    }

    private void answer(Routes.Found found, PageRequest asked) throws IOException {
      response.send(keepingLooks(found.route().page().answer(asked)));
    }

    /// What was chosen by the address holds for the pages that follow.
    private PageAnswer keepingLooks(PageAnswer answer) {
      PageAnswer keeping = answer;
      if (wire.query().has("language")) {
        keeping =
            keeping.withCookie(wire.cookies().set(Cookies.LANGUAGE, looks.language().tag(), LOOKS));
      }
      if (wire.query().has("theme")) {
        keeping = keeping.withCookie(wire.cookies().set(Cookies.THEME, looks.theme(), LOOKS));
      }
      return keeping;
    }

    /// A page that a script asked for is not replaced by the form: the browser goes there.
    private PageAnswer toSignIn() {
      String form = wire.prefix() + "/login";
      if (wire.headers().containsKey("hx-request")) {
        return new PageAnswer(204, Map.of("HX-Redirect", form), List.of(), null);
      }
      boolean isPage = wire.method().equals("GET") && !wire.path().equals("/");
      String query = request.query() == null ? "" : "?" + request.query();
      return PageAnswer.seeOther(
          isPage
              ? form + "?next=" + URLEncoder.encode(wire.path() + query, StandardCharsets.UTF_8)
              : form);
    }

    private void run(Work work) {
      boolean taken =
          threads.offer(
              () -> {
                try {
                  work.run();
                } catch (PageProblem problem) {
                  refuse(problem.kind());
                } catch (StoreException
                    | IdentityRefusal
                    | CrmConflict
                    | DirectoryConflict
                    | PrivacyRefusal e) {
                  refuse(kind(e));
                } catch (RuntimeException | IOException fault) {
                  LOG.atError()
                      .addKeyValue("page", page())
                      .setCause(fault)
                      .log("a page of the console failed");
                  refuse(Kind.FAULT);
                }
              });
      if (!taken) {
        response.send(PageAnswer.busy(Texts.in(looks.language())));
      }
    }

    /// The page as the log may know it: an address of somebody's appointment is a secret.
    private String page() {
      return routes.find(wire.method(), wire.path()).map(found -> found.route().path()).orElse("");
    }

    private static Kind kind(RuntimeException e) {
      return switch (e) {
        case IdentityRefusal refusal ->
            switch (refusal.kind()) {
              case UNKNOWN -> Kind.UNKNOWN;
              case FORBIDDEN -> Kind.FORBIDDEN;
              case CONFLICT -> Kind.CHANGED;
              case BUSY -> Kind.BUSY;
              case INVALID -> Kind.MALFORMED;
            };
        case CrmConflict conflict ->
            switch (conflict.kind()) {
              case UNKNOWN -> Kind.UNKNOWN;
              case CHANGED, CONFLICT -> Kind.CHANGED;
            };
        case DirectoryConflict _ -> Kind.CHANGED;
        case PrivacyRefusal refusal ->
            switch (refusal.kind()) {
              case UNKNOWN -> Kind.UNKNOWN;
              case HELD, UNDER_WAY -> Kind.CHANGED;
            };
        default -> {
          LOG.atDebug().setCause(e).log("the console could not use the store");
          yield Kind.BUSY;
        }
      };
    }

    /// A body that was not read is not waited for: the connection is closed.
    private void refuse(Kind kind) {
      PageAnswer page;
      try {
        var asked = new PageRequest(site, wire, looks, visitor(), null, Map.of(), Form.EMPTY);
        page = asked.show(kind.status(), "page/problem", "", kind);
      } catch (RuntimeException e) {
        LOG.error("a page of a problem failed", e);
        page = PageAnswer.text(kind.status(), "text/plain; charset=utf-8", kind.name());
      }
      response.send(
          hasBody && !request.isEnded()
              ? keepingLooks(page).with("Connection", "close")
              : keepingLooks(page));
    }
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  /// The path below `/console`; that of the console itself is `/`.
  private static String below(@Nullable String path, String prefix) {
    String whole = path == null ? "" : path;
    String own =
        !prefix.isEmpty() && whole.startsWith(prefix + PATH)
            ? whole.substring(prefix.length())
            : whole;
    String below = own.substring(Math.min(PATH.length(), own.length()));
    return below.isEmpty() ? "/" : below;
  }

  private static Map<String, String> headers(HttpServerRequest request) {
    var headers = new HashMap<String, String>();
    request
        .headers()
        .forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
    return headers;
  }
}

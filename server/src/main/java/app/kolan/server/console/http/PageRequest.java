package app.kolan.server.console.http;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.business.BusinessLocale;
import app.kolan.server.console.text.Language;
import app.kolan.server.console.text.Texts;
import app.kolan.server.console.text.Times;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.identity.AccessPolicy;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.Principal;
import app.kolan.server.identity.Sessions;
import app.kolan.server.identity.SignIn;
import app.kolan.server.identity.User;
import app.kolan.server.settings.PublicUrl;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A request for a page of somebody who may have it. It prints without what it carries.
///
/// @param wire as it came
/// @param looks how he wants pages to look
/// @param visitor null for one who has not signed in
/// @param business that the path names; null when it names none
/// @param inPath the parameters of the path
/// @param form what was sent; empty for a page that is read
public record PageRequest(
    Site site,
    Wire wire,
    Looks looks,
    @Nullable SignedInUser visitor,
    @Nullable BusinessRecord business,
    Map<String, String> inPath,
    Form form) {
  private static final Duration SESSION = Sessions.LONGEST;

  /// A request as it came.
  ///
  /// @param path below `/console`
  /// @param headers by their names in lower case
  /// @param base the public URL of this server
  /// @param prefix of the console's addresses, such as `/console`
  /// @param nonce of the scripts and styles of the page that answers it
  record Wire(
      String method,
      String path,
      Form query,
      Map<String, String> headers,
      Cookies cookies,
      String address,
      PublicUrl base,
      String prefix,
      String nonce,
      Instant at) {}

  /// How somebody wants pages to look.
  ///
  /// @param theme `light`, `dark`, or empty for what his machine has
  public record Looks(Language language, String theme) {}

  /// Who asks.
  ///
  /// @throws IllegalStateException for a page that anybody may have
  public User user() {
    return session().user();
  }

  public Principal who() {
    return session().principal();
  }

  private SignedInUser session() {
    if (visitor == null) {
      throw new IllegalStateException("this page is for anybody");
    }
    return visitor;
  }

  /// The token of the session, for ending it.
  public String sessionToken() {
    return session().token();
  }

  /// The business of the path.
  ///
  /// @throws IllegalStateException when the path names none
  public BusinessRecord in() {
    if (business == null) {
      throw new IllegalStateException("the path names no business");
    }
    return business;
  }

  /// Whether he may do something in the business of the path, or everywhere when it names none.
  public boolean may(Permission permission) {
    return business == null
        ? AccessPolicy.allowsEverywhere(who(), permission)
        : AccessPolicy.allows(who(), permission, business.id());
  }

  /// What he may do there.
  public Set<Permission> permissions() {
    return AccessPolicy.permissions(who(), businessId());
  }

  /// The identifier of the business of the path; null when it names none.
  public @Nullable Long businessId() {
    return business == null ? null : business.id();
  }

  /// A parameter of the path.
  public String inPath(String name) {
    return Objects.requireNonNull(inPath.get(name), name);
  }

  /// A parameter of the path that is a number.
  ///
  /// @throws PageProblem when it is none
  public long numberInPath(String name) {
    String text = inPath(name);
    if (!text.matches("[0-9]{1,18}")) {
      throw PageProblem.unknown();
    }
    return Long.parseLong(text);
  }

  public Form query() {
    return wire.query();
  }

  /// A header; null when it was not sent.
  public @Nullable String header(String name) {
    return wire.headers().get(name);
  }

  /// The whole address of a page, as others may open it.
  ///
  /// @param path with `/console`
  public String publicUrl(String path) {
    return wire.base().web(path);
  }

  /// Who did it, for the audit log.
  public AuditActor actor() {
    return new AuditActor(who().actor(), wire.address());
  }

  /// Whence somebody signs in.
  public SignIn.Client client() {
    return new SignIn.Client(wire.address(), header("user-agent"));
  }

  /// When the request came.
  public Instant at() {
    return wire.at();
  }

  public Texts texts() {
    return Texts.in(looks.language());
  }

  /// On the clocks of the business, or of Israel where there is none.
  public Times times() {
    return new Times(texts(), zone(), wire.at());
  }

  private ZoneId zone() {
    return business == null ? BusinessLocale.ISRAEL.zone() : site.locale(business).zone();
  }

  /// Words and ways of writing, for an answer that is no page.
  public Ui ui() {
    return new Ui(this, "");
  }

  /// Shows a page.
  ///
  /// @param template such as `page/today`; its parameters are `ui` and `page`
  /// @param active the name of its part of the navigation; empty for none
  public PageAnswer show(String template, String active, Object page) {
    return show(200, template, active, page);
  }

  /// The same with another status.
  public PageAnswer show(int status, String template, String active, Object page) {
    var ui = new Ui(this, active);
    var parameters = new HashMap<String, Object>();
    parameters.put("ui", ui);
    parameters.put("page", page);
    PageAnswer answer = PageAnswer.html(status, site.templates().render(template, parameters));
    if (business != null && !business.slug().equals(lastBusiness())) {
      answer = answer.withCookie(wire.cookies().set(Cookies.BUSINESS, business.slug(), SESSION));
    }
    return wire.cookies().value(Cookies.FLASH).isEmpty()
        ? answer
        : answer.withCookie(wire.cookies().remove(Cookies.FLASH));
  }

  /// A page of this request whose own script loads another one by itself.
  public PageAnswer lettingScriptsLoad(PageAnswer page) {
    return page.with(SecurityHeaders.POLICY, SecurityHeaders.policyWithLoadedScripts(wire.nonce()));
  }

  /// The slug of the business whose page was shown last; empty when that is not known.
  public String lastBusiness() {
    return wire.cookies().value(Cookies.BUSINESS);
  }

  /// Sends the browser to another page.
  ///
  /// @param path below `/console`, with its query
  public PageAnswer go(String path) {
    return PageAnswer.seeOther(wire.prefix() + path);
  }

  /// The same, and has that page say something.
  public PageAnswer go(String path, Flash flash) {
    return go(path).withFlash(this, flash);
  }

  /// A path in the business, below `/console`.
  public String inBusiness(String path) {
    return "/b/" + in().slug() + path;
  }

  /// A path in the business, or among the pages of the agency when the path names none.
  public String within(String path) {
    return business == null ? "/agency" + path : inBusiness(path);
  }

  /// The path of the page in its business, such as `/today`.
  public String pathInBusiness() {
    return wire.path().substring(inBusiness("").length());
  }

  /// Sends the browser to another page, signed in.
  public PageAnswer signedIn(Sessions.Begun begun, String path) {
    return go(path).withCookie(wire.cookies().set(Cookies.SESSION, begun.token().value(), SESSION));
  }

  /// Has a form sent again that was filled in before the session that begins.
  public PageAnswer signedIn(Sessions.Begun begun, SavedForm kept) {
    var visitor = new SignedInUser(begun.user(), begun.token().value());
    return new PageRequest(site, wire, looks, visitor, null, Map.of(), Form.EMPTY)
        .show("page/sendAgain", "", kept)
        .withCookie(wire.cookies().set(Cookies.SESSION, visitor.token(), SESSION));
  }

  /// Sends the browser to another page, signed out.
  public PageAnswer signedOut(String path) {
    return go(path).withCookie(wire.cookies().remove(Cookies.SESSION));
  }

  @Override
  public String toString() {
    return "PageRequest[%s %s]".formatted(wire.method(), wire.path());
  }
}

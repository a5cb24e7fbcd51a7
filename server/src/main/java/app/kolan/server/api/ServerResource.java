package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.identity.AccessPolicy;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.Principal.KeyPrincipal;
import app.kolan.server.identity.Principal.UserPrincipal;
import app.kolan.server.identity.Scopes;
import app.kolan.server.identity.SignIn;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;

/// What belongs to no business: who asks, sessions and the contract.
record ServerResource(Contract contract, Businesses businesses, SignIn signIn) {
  void addTo(Map<String, Operation> operations) {
    operations.put("getContract", _ -> ApiAnswer.of(200, "application/json", contract.json()));
    operations.put("getMe", this::me);
    operations.put("signIn", this::signIn);
    operations.put(
        "signOut",
        request -> {
          signIn.signOut(request.credential(), request.actor());
          return ApiAnswer.nothing();
        });
  }

  private ApiAnswer me(ApiRequest request) {
    ObjectNode form = ApiJson.object();
    form.put("actor", request.who().actor());
    form.put(
        "name",
        switch (request.who()) {
          case UserPrincipal user -> user.email();
          case KeyPrincipal key -> key.name();
        });
    form.put("operator", request.who() instanceof UserPrincipal user && user.operator());
    ArrayNode everywhere = form.putArray("permissions");
    Scopes.words(AccessPolicy.permissions(request.who(), null)).forEach(everywhere::add);
    ArrayNode all = form.putArray("businesses");
    businesses
        .where(request.who(), Permission.BUSINESSES_READ)
        .forEach(
            business -> {
              ObjectNode one = all.addObject().put("business", business.slug());
              ArrayNode there = one.putArray("permissions");
              Scopes.words(AccessPolicy.permissions(request.who(), business.id()))
                  .forEach(there::add);
            });
    return ApiAnswer.ok(form);
  }

  private ApiAnswer signIn(ApiRequest request) {
    var client = new SignIn.Client(request.address(), request.headers().get("user-agent"));
    String token = request.field("token");
    SignIn.Result result =
        token == null
            ? signIn.password(request.field("email", ""), request.field("password", ""), client)
            : signIn.secondFactor(token, request.field("code", ""), client);
    return answer(result);
  }

  /// What came of signing in.
  static ApiAnswer answer(SignIn.Result result) {
    return switch (result) {
      case SignIn.Result.SignedIn(var begun) -> {
        ObjectNode form = ApiJson.object();
        form.put("token", begun.token().value());
        form.put("expiresAt", begun.session().expiresAt().toString());
        form.set("user", UserResource.form(begun.user(), null));
        yield ApiAnswer.created(form);
      }
      case SignIn.Result.SecondFactorNeeded(var next, var expiresAt) ->
          ApiAnswer.of(
              202,
              "application/json",
              ApiJson.object()
                  .put("secondFactorToken", next.value())
                  .put("expiresAt", expiresAt.toString())
                  .toString());
      case SignIn.Result.Refused() ->
          throw new ApiProblem(Kind.UNAUTHENTICATED, "That is not right.");
      case SignIn.Result.TooManyAttempts(var wait) -> tooManyAttempts(wait);
    };
  }

  static ApiAnswer tooManyAttempts(Duration wait) {
    return new ApiProblem(Kind.TOO_MANY, "Too many attempts.")
        .answer()
        .with("Retry-After", Long.toString(Math.max(1, wait.toSeconds())));
  }
}

/// Who may do what: users, their roles, API keys and sessions, and the one place that decides.
@NullMarked
package app.kolan.server.identity;

import org.jspecify.annotations.NullMarked;

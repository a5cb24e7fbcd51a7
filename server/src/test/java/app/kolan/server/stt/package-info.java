/// Speech-to-text against stubs of the providers, healthy and failing.
@NullMarked
package app.kolan.server.stt;

import org.jspecify.annotations.NullMarked;

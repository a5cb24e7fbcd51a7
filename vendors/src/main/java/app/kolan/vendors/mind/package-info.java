/// Vendors of language models: each speaks its own wire, and all ask one brain what to say.
@NullMarked
package app.kolan.vendors.mind;

import org.jspecify.annotations.NullMarked;

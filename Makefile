# Everything one does with this repository; `make` alone lists it. Set-up happens by itself, when it is needed.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# Flags come from .cargo/config.toml: anything in the environment would silence them.
unexport RUSTFLAGS CARGO_ENCODED_RUSTFLAGS

TARGET := $(abspath $(or $(CARGO_TARGET_DIR),target))
BUNDLE := $(TARGET)/debug/bundle
BIN := $(TARGET)/debug/altiport
# Where the server finds the built pages; .cargo/config.toml says the same for who calls cargo without make.
export ALTIPORT_SITE := $(TARGET)/site

# `ssr` and `hydrate` must never meet: the server's side is everything but `frontend`, the browser's side is `frontend`
# once for each bundle, in a target folder of its own. Our own tools stay out of both, for they would turn on features
# of shared dependencies, and everything would be compiled once more.
SERVER_SIDE := --workspace --exclude frontend --exclude bundle --exclude laws
BROWSER_SIDE = -p frontend --lib --profile wasm-dev --target wasm32-unknown-unknown --target-dir $(TARGET)/wasm \
	--no-default-features --features
STEP := .ci/step

.PHONY: help
help: ## List these targets
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-6s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

##### Use

.PHONY: run watch build
run: site server ## Build, then serve the demo agency on http://127.0.0.1:3000
	$(BIN) demo --serve

watch: tools bundler ## The same, and rebuild, restart and reload on every save
	$(BUNDLE) watch -- $(BIN) demo --serve

build: tools bundler ## Build the release: target/release/altiport, with the pages inside
	$(BUNDLE) build --release
	ALTIPORT_SITE=$(TARGET)/release/site cargo build --release -p server

##### Prove

.PHONY: test check e2e proofs drill bench
test: tools postgresql chromium ## Run every check and every test, and count them
	@$(STEP) --begin
	@$(STEP) format cargo fmt --all --check
	@$(STEP) lint-server $(MAKE) lint-server
	@$(STEP) lint-browser $(MAKE) lint-browser
	@$(STEP) doc $(MAKE) doc
	@$(STEP) deny $(MAKE) deny
	@$(STEP) site $(MAKE) site
	@$(STEP) --tests tests $(MAKE) tests
	@$(STEP) examples cargo test $(SERVER_SIDE) --doc
	@$(STEP) laws $(MAKE) laws
	@$(STEP) opinion $(MAKE) opinion
	@$(STEP) --tests browser $(MAKE) browser
	@$(STEP) --end

check: ## Run what needs no compiled tests: format, lints of both sides, documentation, licences
	cargo fmt --all --check
	@$(MAKE) lint-server lint-browser doc deny

e2e: chromium site server ## Run the browser tests alone
	@$(MAKE) browser

proofs: ## Try the laws of money on a million random cases each
	PROPTEST_CASES=1000000 cargo test --release -p domain --tests

drill: postgresql ## Kill, shuffle, storm and race the money core, on SQLite and on PostgreSQL
	.ci/postgres cargo test -p server --test it -- --ignored --nocapture drill

bench: build postgresql end2end/node_modules/.package-lock.json ## Measure the release: what a visitor downloads, what the server answers
	$(BUNDLE) sizes
	cargo build --release -p server --example same_bytes
	ALTIPORT_SITE= ALTIPORT_BIN=$(TARGET)/release/altiport npm run bench --prefix end2end
	ALTIPORT_SITE= ALTIPORT_BIN=$(TARGET)/release/altiport npm run storm --prefix end2end

##### Write

.PHONY: doc fmt clean
doc: ## Build the documentation of our crates; a broken link is an error
	RUSTDOCFLAGS="-D warnings" cargo doc $(SERVER_SIDE) --no-deps

fmt: ## Format every crate
	cargo fmt --all

clean: ## Remove everything that was built or installed in this folder
	cargo clean
	rm -rf style/node_modules end2end/node_modules

##### Parts of the above

.PHONY: site server bundler lint-server lint-browser deny tests laws opinion browser
site: tools bundler
	$(BUNDLE) build

server:
	cargo build -p server

bundler:
	cargo build -p bundle

lint-server:
	cargo clippy $(SERVER_SIDE) --all-targets -- -D warnings
	cargo clippy -p bundle -p laws --all-targets -- -D warnings

lint-browser: wasm-target
	cargo clippy $(BROWSER_SIDE) portal -- -D warnings
	cargo clippy $(BROWSER_SIDE) office -- -D warnings

deny:
	@if command -v cargo-deny > /dev/null; then cargo deny check bans licenses sources; \
	else echo "cargo-deny is not installed: licences and sources are not checked"; fi

# Tests that need a database run on SQLite, and on PostgreSQL when its address is in the environment, as it is here.
tests:
	@if command -v cargo-nextest > /dev/null; then .ci/postgres cargo nextest run $(SERVER_SIDE) --no-fail-fast; \
	else .ci/postgres cargo test $(SERVER_SIDE) --no-fail-fast --lib --bins --tests; fi
	cargo test -p bundle

laws: wasm-target bundler
	$(BUNDLE) laws

# Other people's programs, of which the tests ask a second opinion on what gateways say, and on what QR-bills and invoices hold; without Python there is none.
OPINIONS := stripe==16.1.0 eopayment==3.15 qrbill==1.2.0 factur-x==7.8 saxonche==13.1.1 pypdf==7.1.1
# One file of it is the kit of the bank itself; the rest wants a ticket shop around it.
KIT := pretix-monetico==0.9.4
opinion:
	@if ! python3 -m pip --version > /dev/null 2>&1; then echo "python3 with pip is not installed: no second opinion"; exit 0; fi; \
	if [ "$$(cat "$(TARGET)/python/.holds" 2> /dev/null)" != "$(OPINIONS) $(KIT)" ]; then \
		rm -rf "$(TARGET)/python"; \
		PIP_ROOT_USER_ACTION=ignore python3 -m pip install --quiet --disable-pip-version-check --target "$(TARGET)/python" $(OPINIONS) || \
			{ rm -rf "$(TARGET)/python"; echo "$(OPINIONS) cannot be installed: no second opinion"; exit 0; }; \
		python3 -m pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: --dest "$(TARGET)/python" $(KIT) && \
		tar -xzf "$(TARGET)"/python/pretix*monetico*.tar.gz -C "$(TARGET)/python" --strip-components 2 --wildcards '*/moneticoPaiementEpt.py' || \
			{ rm -rf "$(TARGET)/python"; echo "$(KIT) cannot be had: no second opinion"; exit 0; }; \
		echo "$(OPINIONS) $(KIT)" > "$(TARGET)/python/.holds"; \
	fi; \
	ALTIPORT_TEST_PYTHON="$(TARGET)/python" cargo test -p server --lib --test it -- --ignored second_opinion

browser: end2end/node_modules/.package-lock.json
	ALTIPORT_BIN=$(BIN) npm test --prefix end2end

##### Set-up

.PHONY: tools wasm-target postgresql chromium
tools: wasm-target style/node_modules/.package-lock.json

wasm-target:
	@[ -d "$$(rustc --print target-libdir --target wasm32-unknown-unknown)" ] || rustup target add wasm32-unknown-unknown

%/node_modules/.package-lock.json: %/package-lock.json
	npm ci --prefix $* --no-audit --no-fund
	@touch $@

postgresql chromium:
	@.ci/packages $@

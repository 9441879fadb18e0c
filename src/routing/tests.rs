//! The room as a whole: each rule in three languages, in words that no labelled ticket uses.

use super::*;
use crate::domain::{Channel, Language, Onboarding, Product, Rule};
use Language::{En, Es, Pt};
use Role::{Am, Ba, Csm, Gsd, Se};

/// A ticket of an onboarded colocation customer, by e-mail.
fn ticket(language: Language, subject: &'static str, body: &'static str) -> Request<'static> {
    Request {
        language: Some(language),
        channel: Some(Channel::Email),
        onboarding: Some(Onboarding::Completed),
        products: &[Product::Colocation],
        portal_access: Some(true),
        product: None,
        subject,
        body,
    }
}

fn in_onboarding(language: Language, subject: &'static str, body: &'static str) -> Request<'static> {
    let onboarding = Some(Onboarding::InProgress);
    Request { onboarding, portal_access: Some(false), ..ticket(language, subject, body) }
}

fn on_managed(language: Language, subject: &'static str, body: &'static str) -> Request<'static> {
    Request {
        products: &[Product::ManagedServices],
        portal_access: Some(false),
        product: Some(Product::ManagedServices),
        ..ticket(language, subject, body)
    }
}

/// Asks the router and compares all of them at once, so that a failure shows every ticket that went wrong.
fn check(expected: &[(Request<'_>, Role, Rule)]) {
    let router = Router::new();
    let mut wrong = String::new();
    for (request, role, rule) in expected {
        let said = router.suggest(request);
        let first = said.ranked[0].role;
        if first != *role || said.rule != *rule {
            wrong += &format!("\n{first}/{} instead of {role}/{}: {}", said.rule.word(), rule.word(), request.body);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn r1_what_the_desk_would_do_for_a_customer_in_onboarding_is_the_csms() {
    check(&[
        (in_onboarding(Pt, "Disco", "Conseguem substituir o disco do servidor no bastidor 7?"), Csm, Rule::Onboarding),
        (
            in_onboarding(Es, "Entrega", "Mañana llega un palé con dos switches a MD2, ¿quién lo recibe?"),
            Csm,
            Rule::Onboarding,
        ),
        (
            in_onboarding(En, "Visit", "Please register two colleagues for LS1 on Monday at nine."),
            Csm,
            Rule::Onboarding,
        ),
        (in_onboarding(En, "Portal", "When will our people receive their ECP logins?"), Csm, Rule::Onboarding),
    ]);
}

#[test]
fn r1_leaves_invoices_contracts_and_designs_to_their_owners() {
    check(&[
        (in_onboarding(Pt, "Fatura", "A fatura de abril tem o IVA mal calculado."), Ba, Rule::Topic),
        (in_onboarding(Es, "Precio", "¿Qué precio tendría contratar un armario más a tres años?"), Am, Rule::Topic),
        (
            in_onboarding(En, "Drawing", "Could an engineer review the layout of our cage and the cable trays?"),
            Se,
            Rule::Topic,
        ),
    ]);
}

#[test]
fn r2_work_on_a_managed_service_is_the_csms_but_its_invoice_and_its_purchase_are_not() {
    check(&[
        (
            on_managed(Pt, "VPN", "Podem criar um utilizador na VPN gerida para o novo colega?"),
            Csm,
            Rule::ManagedServices,
        ),
        (
            on_managed(Es, "Copia", "Restauren por favor la copia del domingo en el servidor gestionado."),
            Csm,
            Rule::ManagedServices,
        ),
        (
            on_managed(En, "Firewall", "Please open port 8443 on the managed firewall for our partner."),
            Csm,
            Rule::ManagedServices,
        ),
        (on_managed(Pt, "Fatura", "A fatura do backup gerido traz um valor errado."), Ba, Rule::Topic),
        (
            on_managed(
                Es,
                "Oferta",
                "Queremos contratar veinte licencias más del servicio gestionado, mandad presupuesto.",
            ),
            Am,
            Rule::Topic,
        ),
        (
            on_managed(
                En,
                "Sizing",
                "How would you size a managed storage cluster? We need an architecture, no quote.",
            ),
            Se,
            Rule::Topic,
        ),
    ]);
}

#[test]
fn r3_an_emergency_goes_to_the_desk_first_whoever_the_customer_is() {
    let emergencies = [
        ticket(Pt, "Servidores", "Ficámos sem corrente nos dois bastidores, está tudo desligado."),
        ticket(Pt, "Sala 3", "Há fumo a sair de um bastidor no corredor B."),
        ticket(Pt, "Rede", "Os dois links caíram há dez minutos e estamos sem internet em todas as lojas."),
        ticket(Es, "Agua", "Entra agua por el techo encima de nuestros armarios."),
        ticket(Es, "Caída", "Se ha caído el enlace principal y el de respaldo, estamos sin servicio."),
        ticket(Es, "Intruso", "Hay un desconocido dentro de nuestra jaula y la puerta está forzada."),
        ticket(En, "Dark", "Our whole row lost power and nothing responds."),
        ticket(En, "Smell", "There is a burning smell and smoke near the PDU."),
        in_onboarding(
            En,
            "Outage",
            "Not live yet, I know, but every server in the cage is down after a power failure.",
        ),
        in_onboarding(Pt, "Choque", "Um técnico apanhou um choque elétrico junto ao quadro e está inconsciente."),
        on_managed(Es, "Ransomware", "Los ficheros del servidor gestionado se están cifrando, es un ataque."),
        on_managed(Pt, "Cluster", "A plataforma gerida está em baixo e nenhum utilizador consegue trabalhar."),
    ];
    check(&emergencies.map(|request| (request, Gsd, Rule::Urgent)));
    for request in emergencies {
        assert!(Router::new().suggest(&request).emergency, "{}", request.body);
    }
}

#[test]
fn r3_names_the_topics_owner_second() {
    let router = Router::new();
    let managed = on_managed(En, "Down", "The managed platform is down, all users are offline.");
    assert_eq!(router.suggest(&managed).follow_ups.first(), Some(&Csm));
    let door = ticket(
        Pt,
        "Porta",
        "Estamos à porta do LS1 e não nos deixam entrar por causa de uma fatura em atraso que já foi paga.",
    );
    let said = router.suggest(&door);
    assert_eq!((said.ranked[0].role, said.follow_ups.first()), (Gsd, Some(&Ba)));
}

#[test]
fn r3_somebody_at_the_door_goes_to_the_desk_unless_r1_or_r2_stand() {
    check(&[
        (
            ticket(Pt, "Entrada", "O nosso técnico está à porta do LS2 e o segurança não o deixa entrar."),
            Gsd,
            Rule::Urgent,
        ),
        (ticket(Es, "Muelle", "El camión está en el muelle y nadie abre, el conductor se marcha."), Gsd, Rule::Urgent),
        (
            ticket(En, "Gate", "Our engineer is standing at the gate and the guard cannot find him on the list."),
            Gsd,
            Rule::Urgent,
        ),
        (
            in_onboarding(Es, "Puerta", "Nuestra técnica espera en la puerta de MD1 y no la dejan pasar."),
            Csm,
            Rule::Onboarding,
        ),
    ]);
    let waiting = in_onboarding(En, "Door", "Our technician is waiting at the door, the guard will not let him in.");
    let said = Router::new().suggest(&waiting);
    assert!(said.urgent && !said.emergency);
    assert_eq!(said.follow_ups.first(), Some(&Gsd));
}

#[test]
fn r3_the_word_urgent_a_denial_or_a_supposition_make_no_emergency() {
    let calm = [
        (ticket(En, "URGENT!!!", "Please send us a copy of the March invoice."), Ba),
        (ticket(Pt, "URGENTE", "Precisamos da segunda via da fatura de maio."), Ba),
        (ticket(Es, "Urgente", "¿Nos mandáis presupuesto de dos armarios más?"), Am),
        (ticket(En, "Growth", "Nothing is down and nobody is waiting: we simply want a price for two more racks."), Am),
        (
            ticket(
                En,
                "Resilience",
                "If the site lost power, which design would keep both rings alive? We want a drawing.",
            ),
            Se,
        ),
        (ticket(Es, "Diseño", "Si se cayera MD1, ¿qué topología nos recomendáis? Buscamos un estudio técnico."), Se),
    ];
    for (request, role) in calm {
        let said = Router::new().suggest(&request);
        assert!(!said.urgent && !said.emergency, "{}", request.body);
        assert_eq!(said.ranked[0].role, role, "{}", request.body);
    }
}

#[test]
fn r4_each_topic_goes_to_its_owner() {
    check(&[
        (ticket(Pt, "Etiquetas", "Podem etiquetar os cabos do patch panel do bastidor 12?"), Gsd, Rule::Topic),
        (ticket(Es, "Visita", "Registren la visita de Ana Gil a BA1 el miércoles de 9 a 11."), Gsd, Rule::Topic),
        (
            ticket(En, "Parcel", "A courier will deliver three boxes to LS2 on Tuesday, tracking number 551."),
            Gsd,
            Rule::Topic,
        ),
        (ticket(Pt, "Preço", "Quanto custa mais um bastidor no LS1 e que prazo de contrato têm?"), Am, Rule::Topic),
        (ticket(Es, "Baja", "Queremos rescindir el contrato del armario 9 a fin de año."), Am, Rule::Topic),
        (ticket(En, "Renewal", "Our contract ends in May, we would like to renew at a better price."), Am, Rule::Topic),
        (
            ticket(Pt, "Projeto", "Precisamos que um engenheiro desenhe a distribuição elétrica da nova jaula."),
            Se,
            Rule::Topic,
        ),
        (
            ticket(En, "Fibre", "Which topology do you recommend for three sites, and could we have a diagram?"),
            Se,
            Rule::Topic,
        ),
        (ticket(Es, "Factura", "La factura de junio lleva un CIF equivocado."), Ba, Rule::Topic),
        (ticket(En, "Invoice", "We were charged twice for the same cross connect on the last bill."), Ba, Rule::Topic),
        (
            ticket(Pt, "Auditoria", "Os auditores ISO vêm em abril: precisamos de sala de reuniões e da agenda."),
            Csm,
            Rule::Topic,
        ),
        (ticket(En, "Review", "Can we schedule the quarterly service review meeting?"), Csm, Rule::Topic),
    ]);
}

#[test]
fn r5_a_complaint_goes_by_its_subject() {
    check(&[
        (
            ticket(
                Pt,
                "Reclamação",
                "É a terceira vez que reclamo da mesma fatura errada e ninguém responde. Inaceitável.",
            ),
            Ba,
            Rule::Escalation,
        ),
        (
            ticket(
                Es,
                "Queja",
                "El cross connect lleva seis semanas de retraso y nadie contesta. Exijo un responsable.",
            ),
            Csm,
            Rule::Escalation,
        ),
        (
            ticket(
                En,
                "Complaint",
                "Our ticket has had no answer for three weeks, this is unacceptable, please escalate.",
            ),
            Csm,
            Rule::Escalation,
        ),
        (
            ticket(
                En,
                "Considering leaving",
                "We are unhappy with the whole relationship and the board is looking at other providers.",
            ),
            Am,
            Rule::Escalation,
        ),
    ]);
}

#[test]
fn r6_how_to_use_the_portal_is_the_csms_unless_it_is_to_be_done() {
    check(&[
        (ticket(Pt, "Portal", "Como é que adiciono um utilizador no portal?"), Csm, Rule::PortalHowTo),
        (ticket(Es, "Clave", "He olvidado la contraseña del portal, ¿cómo la recupero?"), Csm, Rule::PortalHowTo),
        (ticket(En, "Report", "Where in the portal do I download the installed base report?"), Csm, Rule::PortalHowTo),
        (
            ticket(
                En,
                "Visit",
                "I gave up on the portal form, please just register the visit of our technician tomorrow at LS1.",
            ),
            Gsd,
            Rule::Topic,
        ),
    ]);
}

#[test]
fn r7_a_portal_ticket_on_a_managed_service_is_told_the_right_channel() {
    let request = on_managed(Pt, "Backup", "O backup gerido terminou com avisos, podem verificar?");
    assert!(!Router::new().suggest(&request).wrong_channel);
    assert!(Router::new().suggest(&Request { channel: Some(Channel::Portal), ..request }).wrong_channel);
}

#[test]
fn quoted_text_and_accents_change_nothing() {
    let router = Router::new();
    let bare = router.suggest(&ticket(Pt, "Correção", "A fatura de março não tem a referência. Podem corrigir?"));
    let plain = router.suggest(&ticket(Pt, "CORRECAO", "A FATURA DE MARCO NAO TEM A REFERENCIA. PODEM CORRIGIR?"));
    assert_eq!(bare.ranked, plain.ranked);
    let quoted = ticket(
        Pt,
        "Correção",
        "A fatura de março não tem a referência. Podem corrigir?\n> estamos sem energia, fumo na sala",
    );
    assert_eq!(bare.ranked, router.suggest(&quoted).ranked);
}

#[test]
fn the_same_ticket_gets_the_same_answer_from_two_routers() {
    let request = ticket(Es, "Consulta", "¿Podéis revisar la factura y además registrar una visita?");
    let (one, other) = (Router::new(), Router::new());
    assert_eq!(one.suggest(&request), other.suggest(&request));
    assert!(one.knowledge().starts_with("2026."));
    assert_eq!(one.suggest(&request).knowledge, one.knowledge());
}

#[test]
fn nothing_to_go_by_is_unsure() {
    for body in
        ["", "?", "ok", "asdf qwer zxcv", "\u{0}\u{1}\u{2}", "12345 67890", "lorem ipsum dolor sit amet consectetur"]
    {
        assert!(Router::new().suggest(&Request { body, ..Request::default() }).unsure, "{body:?}");
    }
}

#[test]
fn hostile_text_of_any_size_is_answered_with_ranks_that_add_up() {
    let million = 1_000_000;
    let texts = [
        "a".repeat(million),
        "a ".repeat(million / 2),
        "> fire\n".repeat(million / 7),
        "\u{1b}[31m\u{202e}\u{200b}".repeat(million / 12),
        "power ".repeat(million / 6),
        "é\u{301}\u{301}\u{301}".repeat(million / 8),
        "\n".repeat(million),
        "From: a\nTo: b\n".repeat(million / 14),
        "???!!!...,,,".repeat(million / 12),
    ];
    let router = Router::new();
    for text in &texts {
        let said = router.suggest(&Request { subject: text, body: text, ..Request::default() });
        assert_eq!(said.ranked.len(), 5);
        assert!((said.ranked.iter().map(|it| it.confidence).sum::<f64>() - 1.0).abs() < 1e-6);
        assert!(said.reasons.len() <= 6 && said.reasons.iter().all(|reason| reason.text.len() <= 400));
    }
}

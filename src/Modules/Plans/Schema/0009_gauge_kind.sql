update plans_gauge set kind = 'consult.session.held', dims = case when dims = '{}' and unit_id is null then '{"role":"host"}' else dims end
where kind = 'tele.consult.held';
